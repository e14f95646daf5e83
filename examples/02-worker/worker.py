#!/usr/bin/env python3
"""Does jobs of the type `greet`. Needs Python 3.8 and nothing else; ends with Ctrl-C."""
import json
import os
import time
import urllib.error
import urllib.request

API = os.environ.get("WEIR_URL", "http://127.0.0.1:8400") + "/api/v1"
TOKEN = os.environ["WEIR_TOKEN"]  # `weir token create worker`


def post(path, body):
    headers = {"Authorization": "Bearer " + TOKEN, "Content-Type": "application/json", "X-Weir-Actor": "greeter"}
    request = urllib.request.Request(API + path, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=90) as answer:
        return json.loads(answer.read() or "null")


def work(job):
    """What becomes of a job: the last part of the route to report by, and what to say there."""
    name = job["variables"]["name"]
    if not name:
        return "error", {"code": "UNKNOWN_NAME", "message": "whom shall I greet?"}
    return "complete", {"variables": {"greeting": "你好，" + name}}


while True:
    try:
        # Waits up to 30 seconds for work, then has 60 seconds for each job alone.
        wanted = {"worker": "greeter-1", "types": ["greet"], "max": 8, "leaseMs": 60000, "waitMs": 30000}
        for job in post("/jobs/fetch", wanted)["items"]:
            try:
                route, report = work(job)
            except Exception as fault:  # a fault of ours: the engine tries again, then raises an incident
                route, report = "fail", {"message": repr(fault), "backoffMs": 5000}
            # The token proves that the job is still ours; without it the report would be refused.
            post("/jobs/%s/%s" % (job["id"], route), {"token": job["token"], **report})
            print(job["id"], route, flush=True)
    except urllib.error.HTTPError as refusal:
        print("refused:", json.loads(refusal.read()).get("code"), flush=True)
        time.sleep(1)
    except OSError as gone:  # the server is away: what we did not report is given to somebody else later
        print("no answer:", gone, flush=True)
        time.sleep(1)
