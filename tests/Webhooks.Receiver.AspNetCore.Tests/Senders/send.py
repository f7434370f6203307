# Sends one delivery as a server in Python would: its own JSON, HMAC and HTTP client.
# python3 send.py <provider> <url> <secret> genuine|changed < event.json; prints the answer's status.
import hashlib
import hmac
import http.client
import json
import sys
import time
from datetime import datetime, timedelta, timezone
from urllib.parse import urlsplit

provider, url, secret, how = sys.argv[1:]
body = bytearray(json.dumps(json.loads(sys.stdin.buffer.read()), sort_keys=True).encode())
headers = {"Content-Type": "application/json"}


def sign(before):
    return hmac.new(secret.encode(), before.encode() + body, hashlib.sha256).hexdigest()


if provider == "cue":
    headers["cue-signature"] = "sha256=" + sign("")
elif provider.startswith("cueapi"):
    timestamp = str(int(time.time()))
    headers["X-CueAPI-Timestamp"] = timestamp
    headers["X-CueAPI-Signature"] = "v1=" + sign(timestamp + ".")
elif provider == "cubeconnect":
    timestamp = datetime.now(timezone(timedelta(hours=3))).isoformat()
    headers["X-Webhook-Timestamp"] = timestamp
    headers["X-Webhook-Signature"] = sign(timestamp + ".")
elif provider.startswith("adgem"):
    headers["Signature"] = sign("")
else:
    raise ValueError(provider)

if how == "changed":
    body[len(body) // 2] ^= 1

parts = urlsplit(url)
connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
connection.request("POST", parts.path, bytes(body), headers)
print(connection.getresponse().status)
