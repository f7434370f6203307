// Sends one delivery that the sender's own library signed, or checks one with it.
// node send.mjs <sender> <url> <signed url> <secret> authentic|changed < body; prints the answer's status.
import { createHmac, createPublicKey, sign as signWithKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const [sender, url, signedUrl, secret, how] = process.argv.slice(2);
let body = readFileSync(0, 'utf8');
const headers = { 'Content-Type': 'application/json' };
let accepts; // what the sender's library says of a body, if it only verifies

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
} else if (sender === 'HubSpot') {
  const { Signature } = require('@hubspot/api-client');
  const timestamp = Date.now();
  headers['X-HubSpot-Request-Timestamp'] = timestamp.toString();
  headers['X-HubSpot-Signature-v3'] = Signature.getSignature('POST', 'v3', { clientSecret: secret, requestBody: body, url: signedUrl, timestamp });
} else if (sender === 'Linear') {
  const { LinearWebhookClient } = require('@linear/sdk/webhooks');
  body = body.replace(/"webhookTimestamp":\d+/, `"webhookTimestamp":${Date.now()}`);
  headers['Linear-Signature'] = createHmac('sha256', secret).update(body).digest('hex');
  headers['Linear-Delivery'] = '234d1a4e-1';
  const client = new LinearWebhookClient(secret);
  accepts = (text) => {
    try {
      return client.verify(Buffer.from(text), headers['Linear-Signature']);
    } catch {
      return false;
    }
  };
} else if (sender === 'SendGrid') {
  const { EventWebhook, EventWebhookHeader } = require('@sendgrid/eventwebhook');
  const timestamp = Math.floor(Date.now() / 1000).toString();
  const signature = signWithKey('sha256', Buffer.from(timestamp + body), secret).toString('base64');
  headers[EventWebhookHeader.TIMESTAMP()] = timestamp;
  headers[EventWebhookHeader.SIGNATURE()] = signature;
  const webhook = new EventWebhook();
  const key = webhook.convertPublicKeyToECDSA(createPublicKey(secret).export({ type: 'spki', format: 'der' }).toString('base64'));
  accepts = (text) => webhook.verifySignature(key, text, signature, timestamp);
} else if (sender === 'Shopify') {
  require('@shopify/shopify-api/adapters/web-api');
  const { shopifyApi, ApiVersion } = require('@shopify/shopify-api');
  const shopify = shopifyApi({
    apiKey: 'EXAMPLE', apiSecretKey: secret, hostName: 'hooks.example.com', apiVersion: Object.values(ApiVersion)[0], isEmbeddedApp: false,
    logger: { log: () => {} }, // it would print to where the status goes
  });
  headers['X-Shopify-Hmac-Sha256'] = createHmac('sha256', secret).update(body).digest('base64');
  headers['X-Shopify-Topic'] = 'orders/create';
  headers['X-Shopify-Shop-Domain'] = 'example.myshopify.com';
  headers['X-Shopify-API-Version'] = '2026-01';
  headers['X-Shopify-Webhook-Id'] = 'b54557e4-1';
  accepts = async (text) => (await shopify.webhooks.validate({ rawBody: text, rawRequest: new Request(url, { method: 'POST', headers }) })).valid;
} else if (sender === 'Slack') {
  const { isValidSlackRequest } = require('@slack/bolt');
  const timestamp = Math.floor(Date.now() / 1000);
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  headers['X-Slack-Request-Timestamp'] = timestamp.toString();
  headers['X-Slack-Signature'] = signature;
  accepts = (text) => isValidSlackRequest({
    signingSecret: secret, body: text, headers: { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature },
  });
} else if (sender === 'Square') {
  const { WebhooksHelper } = require('square');
  const signature = createHmac('sha256', secret).update(signedUrl + body).digest('base64');
  headers['x-square-hmacsha256-signature'] = signature;
  accepts = (text) => WebhooksHelper.verifySignature({ requestBody: text, signatureHeader: signature, signatureKey: secret, notificationUrl: signedUrl });
} else {
  throw new Error(`No sender ${sender}.`);
}

if (accepts && !(await accepts(body))) {
  throw new Error(`The library of ${sender} refuses what is signed.`);
}

if (how === 'changed') {
  body = body.replace('}', ' }').replace('=', '=2');
  if (accepts && (await accepts(body))) {
    throw new Error(`The library of ${sender} accepts what was changed.`);
  }
}

const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual' });
await response.arrayBuffer();
console.log(response.status);
