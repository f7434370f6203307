# Writes random event batches as CueAPI's server does: signed in ASCII, sent in UTF-8.
# python3 batches.py <secret> <timestamp> <seed> <count>; prints a body in base64 and its MAC in each line.
import base64
import hashlib
import hmac
import json
import random
import sys

secret, timestamp, seed, count = sys.argv[1:]
generator = random.Random(int(seed))
ranges = [(0x00, 0x1F), (0x20, 0x7E), (0x20, 0x7E), (0x7F, 0x9F), (0xA0, 0x7FF), (0x800, 0xD7FF), (0xE000, 0xFFFF), (0x10000, 0x10FFFF)]


def text():
    return "".join(chr(generator.randint(*generator.choice(ranges))) for _ in range(generator.randint(0, 12)))


def value(depth):
    kind = generator.randint(0, 7 if depth < 4 else 5)
    if kind == 6:
        return [value(depth + 1) for _ in range(generator.randint(0, 4))]
    if kind == 7:
        return {text(): value(depth + 1) for _ in range(generator.randint(0, 4))}
    return [text(), generator.randint(-(2**70), 2**70), generator.random() * 10 ** generator.randint(-30, 30), True, None, text()][kind]


def event(number):
    return {"id": number, "event_type": generator.choice(["message.delivered", "turn.pass", text() or "x"]), "payload": {"v": value(0)}, "emitted_at": None}


for batch in range(int(count)):
    body = {"delivery_id": text(), "subscription_id": text(), "events": [event(i) for i in range(generator.randint(0, 5))]}
    signed = json.dumps(body, sort_keys=True, default=str).encode("utf-8")
    sent = json.dumps(body, sort_keys=True, ensure_ascii=False).encode("utf-8")
    mac = hmac.new(secret.encode("utf-8"), timestamp.encode() + b"." + signed, hashlib.sha256).hexdigest()
    print(base64.b64encode(sent).decode(), mac)
