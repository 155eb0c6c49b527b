"""Teams' outgoing webhook."""

import base64
import contextlib
import hashlib
import hmac
import json
import os
import sqlite3
import threading
import time
from functools import partial

import activities
from activities import encoded, group, words
from group import Group
from world import expect

_KEY = base64.b64encode(b"k" * 32).decode()
_OTHER = base64.b64encode(b"o" * 32).decode()
_FOREIGN = base64.b64encode(b"f" * 32).decode()


def _prepare(world):
    path = os.path.join(world.folder, "webhook")
    with open(path, "w") as file:
        file.write("en=%s\nto=%s\n" % (_KEY, _OTHER))
    os.chmod(path, 0o600)
    world.settings["webhook.keysFile"] = path


def _code(body, secret=_KEY, digest=hashlib.sha256):
    return base64.b64encode(hmac.new(base64.b64decode(secret), body, digest).digest()).decode()


def _activity(world, text="takk", user=None, **changes):
    user = user or world.user()
    return group(user, world.channel.service, text, **changes)


def _call(world, body, code, kind="application/json", fields=None, seconds=20):
    if fields is None:
        fields = [("Authorization", "HMAC " + code)]
    return world.request("POST", "/api/webhook", body, [("Content-Type", kind), *fields], seconds)


def _answered(world, body, code=None, **more):
    began = time.monotonic()
    answer = _call(world, body, code or _code(body), **more)
    took = time.monotonic() - began
    expect(answer.status == 200, "answered %d", answer.status)
    expect(took < 5, "took %.1f s", took)
    value = answer.json
    expect(value["type"] == "message" and value["text"], "%r", value)
    expect(set(value) <= {"type", "text", "attachments", "textFormat"}, "members %r", set(value))
    return value["text"]


def _right(world):
    body = encoded(_activity(world))
    text = _answered(world, body)
    expect("Bare hyggelig" in text, "%r", text)
    expect(not world.channel.sent, "sent by the connector as well")


def _other_team(world):
    body = encoded(_activity(world))
    _answered(world, body, _code(body, _OTHER))


def _raw(world):
    """The code is over the bytes as they are: blanks, escapes, line ends, order."""
    activity = _activity(world)
    for body in (
        json.dumps(activity, indent=3).encode() + b"\r\n",
        json.dumps(activity, ensure_ascii=True).encode(),
        b"  " + encoded(activity),
    ):
        activity["id"] += "x"
        _answered(world, body)


def _question(world):
    """A question is put in words, its choices numbered, and answered by a number."""
    user = world.user()
    first = _activity(world, "meld feil", user)
    text = _answered(world, encoded(first))
    return text[:20]


def _repeated(world):
    """The same activity again: the same answer, and nothing is done twice."""
    body = encoded(_activity(world, words("takk")))
    expect(_answered(world, body) == _answered(world, body), "another answer")


def _refused(world, make):
    body = encoded(_activity(world))
    body, fields = make(body)
    answer = _call(world, body, None, fields=fields)
    expect(answer.status == 401, "answered %d", answer.status)
    expect(not answer.body, "a body: %r", answer.body[:100])


def _field(text):
    return [("Authorization", text)]


_WRONG = [
    ("no Authorization", lambda b: (b, [])),
    ("another key", lambda b: (b, _field("HMAC " + _code(b, _FOREIGN)))),
    ("another body", lambda b: (b + b" ", _field("HMAC " + _code(b)))),
    ("the code of the body made anew", lambda b: (
        b, _field("HMAC " + _code(json.dumps(json.loads(b), indent=1).encode())))),
    ("the key as its text", lambda b: (b, _field("HMAC " + base64.b64encode(
        hmac.new(_KEY.encode(), b, hashlib.sha256).digest()).decode()))),
    ("in hex", lambda b: (b, _field("HMAC " + base64.b64decode(_code(b)).hex()))),
    ("SHA-1", lambda b: (b, _field("HMAC " + _code(b, digest=hashlib.sha1)))),
    ("SHA-512", lambda b: (b, _field("HMAC " + _code(b, digest=hashlib.sha512)))),
    ("cut short", lambda b: (b, _field("HMAC " + _code(b)[:-4]))),
    ("without padding", lambda b: (b, _field("HMAC " + _code(b).rstrip("=")))),
    ("base64url", lambda b: (b, _field(
        "HMAC " + _code(b).replace("+", "-").replace("/", "_").replace("=", "") + "=."))),
    ("empty", lambda b: (b, _field("HMAC "))),
    ("a word after it", lambda b: (b, _field("HMAC %s x" % _code(b)))),
    ("Bearer", lambda b: (b, _field("Bearer " + _code(b)))),
    ("the code alone", lambda b: (b, _field(_code(b)))),
    ("two fields", lambda b: (b, _field("HMAC " + _code(b)) * 2)),
    ("an empty key", lambda b: (b, _field("HMAC " + base64.b64encode(
        hmac.new(b"", b, hashlib.sha256).digest()).decode()))),
    ("an empty body, unsigned", lambda b: (b"", _field("HMAC " + _code(b)))),
    ("no JSON, wrongly signed", lambda b: (b"{", _field("HMAC " + _code(b)))),
]  # fmt: skip


def _malformed(world, body, status):
    answer = _call(world, body, _code(body))
    expect(answer.status == status, "answered %d", answer.status)


def _locked(world):
    """While nothing can be written there is an answer within five seconds all the same."""
    body = encoded(_activity(world, words("takk")))
    path = os.path.join(world.state, "rakel.sqlite")
    with contextlib.closing(sqlite3.connect(path, timeout=5, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            _answered(world, body)
        finally:
            connection.execute("ROLLBACK")


def _no_access(world):
    """Who has no access is told once, in the response."""
    for user in (world.content.pupil, activities.User("y", "5d0c77e0-0000-4c1a-9b3e-0000000000cc")):
        word = words("hemmelig")
        body = encoded(_activity(world, word, user))
        _answered(world, body)
        body = encoded(_activity(world, word, user))
        answer = _call(world, body, _code(body))
        expect(answer.status == 200 and not answer.body, "%d %r", answer.status, answer.body)


def _then_personal(world):
    """After the webhook the same person's own chat goes on at once."""
    user = world.user()
    world.replies(world.say(user))
    _answered(world, encoded(_activity(world, "takk", user)))
    world.replies(world.say(user), seconds=3)


def _crowd(world):
    """Thirty at once, each within five seconds."""
    faults = []

    def one():
        try:
            _answered(world, encoded(_activity(world)))
        except Exception as error:
            faults.append(str(error))

    threads = [threading.Thread(target=one) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expect(not faults, "%d of 30: %s", len(faults), faults[:2])


GROUPS = [
    Group(
        "webhook",
        [
            ("right", _right),
            ("another team's key", _other_team),
            ("bytes as they are", _raw),
            ("a question", _question),
            ("repeated", _repeated),
            ("without access", _no_access),
            ("the personal chat afterwards", _then_personal),
            ("thirty at once", _crowd),
            ("no JSON", partial(_malformed, body=b"{", status=400)),
            ("an empty body", partial(_malformed, body=b"", status=400)),
            ("50,000 levels", partial(_malformed, body=b"[" * 50000, status=400)),
            ("a list", partial(_malformed, body=b"[]", status=400)),
        ]
        + [("refused: " + name, partial(_refused, make=make)) for name, make in _WRONG],
        prepare=_prepare,
        workers=1,
    ),
    Group("webhook while nothing can be written", [("answers", _locked)], prepare=_prepare),
]
