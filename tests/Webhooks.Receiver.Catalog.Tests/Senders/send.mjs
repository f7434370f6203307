// Sends one delivery that the sender's own library signed, or checks one with it.
// node send.mjs <sender> <url> <signed url> <secret> authentic|changed < body; prints the answer's status.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const [sender, url, signedUrl, secret, how] = process.argv.slice(2);
let body = readFileSync(0, 'utf8');
const headers = { 'Content-Type': 'application/json' };

function standard(Webhook, prefix) {
  const now = new Date();
  headers[`${prefix}-id`] = 'msg_1';
  headers[`${prefix}-timestamp`] = Math.floor(now.getTime() / 1000).toString();
  headers[`${prefix}-signature`] = new Webhook(secret).sign('msg_1', now, body);
}

if (sender === 'Stripe') {
  const { default: Stripe } = await import('stripe');
  headers['Stripe-Signature'] = new Stripe('sk_test_EXAMPLE').webhooks.generateTestHeaderString({ payload: body, secret });
} else if (sender === 'GitHub') {
  const { sign } = await import('@octokit/webhooks-methods');
  headers['X-Hub-Signature-256'] = await sign(secret, body);
  headers['X-GitHub-Event'] = 'pull_request';
  headers['X-GitHub-Delivery'] = '72d3162e-1';
} else if (sender === 'StandardWebhooks') {
  standard((await import('standardwebhooks')).Webhook, 'webhook');
} else if (sender === 'Svix') {
  standard((await import('svix')).Webhook, 'svix');
} else if (sender === 'Twilio') {
  const { getExpectedTwilioSignature } = require('twilio/lib/webhooks/webhooks');
  headers['Content-Type'] = 'application/x-www-form-urlencoded';
  headers['I-Twilio-Idempotency-Token'] = '4b1a-1';
  headers['X-Twilio-Signature'] = getExpectedTwilioSignature(secret, signedUrl, Object.fromEntries(new URLSearchParams(body)));
} else if (sender === 'Linear') {
  const { createHmac } = await import('node:crypto');
  const { LinearWebhookClient } = require('@linear/sdk/webhooks');
  body = body.replace(/"webhookTimestamp":\d+/, `"webhookTimestamp":${Date.now()}`);
  headers['Linear-Signature'] = createHmac('sha256', secret).update(body).digest('hex');
  headers['Linear-Delivery'] = '234d1a4e-1';
  new LinearWebhookClient(secret).verify(Buffer.from(body), headers['Linear-Signature']); // throws unless it is what Linear's library accepts
} else {
  throw new Error(`No sender ${sender}.`);
}

if (how === 'changed') {
  body = body.replace('}', ' }').replace('=', '=2');
}

const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual' });
await response.arrayBuffer();
console.log(response.status);
