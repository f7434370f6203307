// Sends one delivery as a server on Node would: its own JSON, HMAC and HTTP client.
// node send.mjs <provider> <url> <secret> genuine|changed < event.json; prints the answer's status.
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [provider, url, secret, how] = process.argv.slice(2);
const body = Buffer.from(JSON.stringify(JSON.parse(readFileSync(0, 'utf8'))), 'utf8');
const hex = (before) => createHmac('sha256', secret).update(before).update(body).digest('hex');
const headers = { 'Content-Type': 'application/json' };

if (provider === 'cue') {
  headers['cue-signature'] = `sha256=${hex('')}`;
} else if (provider.startsWith('cueapi')) {
  const timestamp = Math.floor(Date.now() / 1000).toString();
  headers['X-CueAPI-Timestamp'] = timestamp;
  headers['X-CueAPI-Signature'] = `v1=${hex(`${timestamp}.`)}`;
} else if (provider === 'cubeconnect') {
  const timestamp = new Date().toISOString();
  headers['X-Webhook-Timestamp'] = timestamp;
  headers['X-Webhook-Signature'] = hex(`${timestamp}.`);
} else if (provider.startsWith('adgem')) {
  headers['Signature'] = hex('');
} else {
  throw new Error(`No provider ${provider}.`);
}

if (how === 'changed') {
  body[body.length >> 1] ^= 1;
}

const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual' });
await response.arrayBuffer();
console.log(response.status);
