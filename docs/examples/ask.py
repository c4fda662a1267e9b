"""Signs a recognition.request as cn-330100, posts it to cn-350200, verifies the answer.

usage: ask.py SANDBOX.JSON CODE PURPOSE SNAPSHOT_VERSION      needs: pip install joserfc, curl
keys.cn-350200.json, out of the trust repository, is expected in the working directory; docs/join.md shows how.
"""
import base64
import hashlib
import json
import os
import subprocess
import sys
import time
import uuid
from datetime import datetime, timedelta, timezone
from joserfc import jws
from joserfc.jwk import ECKey

box, code, purpose = json.load(open(sys.argv[1])), sys.argv[2], sys.argv[3]
home = next(n for n in box["nodes"] if n["id"] == "cn-350200")
me, mine = box["outside"], ECKey.import_key(box["outside"]["signing"]["INTL"])
theirs = json.load(open("keys.cn-350200.json"))

def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

def uuid7():
    ms, rest = int(time.time() * 1000), int.from_bytes(os.urandom(10), "big")
    return str(uuid.UUID(int=ms << 80 | 7 << 76 | (rest >> 68 & 0xfff) << 64 | 2 << 62 | rest & (1 << 62) - 1))

event = {
    "specversion": "1.0", "id": uuid7(), "source": me["id"], "type": "xinqiao.recognition.request.v1",
    "time": datetime.now(timezone(timedelta(hours=8))).isoformat(timespec="milliseconds"),
    "datacontenttype": "application/json", "xqto": home["id"], "xqtrust": int(sys.argv[4]),
    "xqpurpose": purpose, "data": {"code": code, "terminal": "desk-1"}}
header = {"alg": "ES256", "kid": me["signing"]["INTL"]["kid"], "typ": "xq-message"}
request = jws.serialize_compact(header, json.dumps(event, ensure_ascii=False), mine)
open("request.jws", "w").write(request)

pin = base64.b64encode(base64.urlsafe_b64decode(theirs["pins"][0] + "=")).decode()
answer = subprocess.run(
    ["curl", "-s", "--tlsv1.3", "--insecure", "--pinnedpubkey", "sha256//" + pin,
     "--cert", me["tls"]["certificate"], "--key", me["tls"]["key"],
     "-H", "Content-Type: application/jose", "--data-binary", "@request.jws",
     home["federation"] + "/federation/v1/messages"],
    check=True, capture_output=True, text=True).stdout
if answer.startswith("{"):
    sys.exit("unsigned: " + answer)                # the node does not know who spoke

kid = json.loads(base64.urlsafe_b64decode(answer.split(".")[0] + "=="))["kid"]
key = next(k for k in theirs["keys"] if k["kid"] == kid and "message" in k["uses"])
public = {m: key[m] for m in ("kty", "crv", "x", "y", "alg", "kid")}
reply = json.loads(jws.deserialize_compact(answer, ECKey.import_key(public), algorithms=["ES256"]).payload)
assert (reply["source"], reply["xqto"], reply["xqreplyto"]) == (home["id"], me["id"], event["id"])
assert reply["xqrequestdigest"] == b64(hashlib.sha256(request.encode()).digest())
print(json.dumps({"type": reply["type"], "data": reply["data"]}, ensure_ascii=False, indent=2))
