"""Every kind of activity, every way to spoil its bytes, and what each is answered with."""

import json
import time
from functools import partial

from activities import BOT, TENANT, encoded, personal, words
from group import Group
from saying import says_nothing
from world import expect


def _silent(world, kind, **changes):
    """Taken with 200 and an empty body, and nothing is said."""
    user = world.user()
    activity = personal(user, world.channel.service, type=kind, **changes)
    answer = world.post(activity)
    expect(answer.status == 200, "answered %d", answer.status)
    expect(not answer.body, "a body: %r", answer.body[:100])
    says_nothing(world, user)


_SILENT = [
    ("messageReaction", {"reactionsAdded": [{"type": "like"}], "text": None, "replyToId": "1"}),
    ("event", {"name": "application/vnd.microsoft.readReceipt", "value": {}, "text": None}),
    ("endOfConversation", {"code": "userCancelled", "text": None}),
    ("messageUpdate", {"channelData": {"eventType": "editMessage", "tenant": {"id": TENANT}}}),
    ("messageDelete", {"channelData": {"eventType": "softDeleteMessage"}}),
    ("typing", {"text": None, "id": None}),
    ("installationUpdate", {"action": "add-upgrade-later", "text": None}),
    ("installationUpdate", {"text": None}),
    ("conversationUpdate", {"membersAdded": [{"id": BOT}], "text": None}),
    ("conversationUpdate", {"membersRemoved": [{"id": "29:x"}], "text": None}),
    ("conversationUpdate", {"topicName": "x", "text": None}),
    ("conversationUpdate", {"text": None, "channelData": {"eventType": "teamRenamed"}}),
    ("handoff", {}),
    ("trace", {"valueType": "x", "value": {"a": 1}}),
    ("command", {"name": "application/x"}),
    ("contactRelationUpdate", {"action": "add"}),
    ("Ukjent/Type", {}),
    ("x" * 5000, {}),
]


def _message(world, **changes):
    """A message like any other: 200, no body, and an answer by the connector."""
    user = world.user()
    activity = personal(user, world.channel.service, **changes)
    answer = world.post(activity)
    expect(answer.status == 200 and not answer.body, "answered %d", answer.status)
    reply = world.replies(activity)[0]
    expect(reply.method == "POST", "by %s", reply.method)
    expect(reply.body["replyToId"] == activity["id"], "replyToId %r", reply.body.get("replyToId"))
    expect(reply.body["recipient"]["id"] == user.account, "to %r", reply.body["recipient"])
    expect(reply.body["from"]["id"] == BOT, "from %r", reply.body["from"])
    return reply


def _status(world, status, body=None, kind="application/json", **changes):
    activity = personal(world.user(), world.channel.service, **changes)
    answer = world.post(encoded(activity) if body is None else body(activity), kind=kind)
    expect(answer.status == status, "answered %d", answer.status)
    expect(not answer.body, "a body: %r", answer.body[:100])


def _after(old, new):
    """Spoils the JSON text."""

    def spoil(activity):
        text = encoded(activity)
        expect(old in text, "%r is not in the activity", old)
        return text.replace(old, new, 1)

    return spoil


def _deep(levels):
    return lambda activity: encoded(activity)[:-1] + b', "deep": %s1%s}' % (
        b"[" * levels,
        b"]" * levels,
    )


def _without(name):
    return lambda activity: encoded({k: v for k, v in activity.items() if k != name})


def _twice(member, after):
    """A member that is there already stands there again, before or after the other."""
    if after:
        return lambda activity: encoded(activity)[:-1] + b", " + member + b"}"
    return lambda activity: b"{" + member + b", " + encoded(activity)[1:]


def _first_is_another(world):
    """Whichever is believed, it is the one that the token vouches for, and answers go there alone."""
    user = world.user()
    activity = personal(user, world.channel.service)
    evil = _twice(b'"serviceUrl": "https://evil.example/"', after=False)
    if world.post(evil(activity)).status == 200:
        world.replies(activity)


_STATUSES = [
    ("no JSON", 400, lambda a: b"{"),
    ("an empty body", 400, lambda a: b""),
    ("JSON, but a list", 401, lambda a: b"[%s]" % encoded(a)),
    ("JSON, but null", 401, lambda a: b"null"),
    ("JSON, but a text", 401, lambda a: b'"message"'),
    ("two values", 400, lambda a: encoded(a) * 2),
    ("a trailing comma", 400, lambda a: encoded(a)[:-1] + b",}"),
    ("a comment", 400, lambda a: b"/* */" + encoded(a)),
    ("NaN", 400, lambda a: encoded(a)[:-1] + b', "value": NaN}'),
    ("invalid UTF-8", 400, _after(b"merkeord", b"\xff\xfe")),
    ("an overlong encoding", 400, _after(b"merkeord", b"\xc0\xaf")),
    ("a surrogate in UTF-8", 400, _after(b"merkeord", b"\xed\xa0\x80")),
    ("a NUL in the text as it is", 400, _after(b"merkeord", b"\x00")),
    ("NUL after the end", 400, lambda a: encoded(a) + b"\x00"),
    ("UTF-16", 400, lambda a: json.dumps(a).encode("utf-16")),
    ("no type", 400, _without("type")),
    ("type null", 400, _after(b'"message"', b"null")),
    ("type a number", 400, _after(b'"message"', b"7")),
    ("type empty", 400, _after(b'"message"', b'""')),
    ("no conversation", 400, _without("conversation")),
    ("conversation null", 400, lambda a: encoded(a | {"conversation": None})),
    ("conversation without id", 400, lambda a: encoded(a | {"conversation": {"name": "x"}})),
    ("conversation id empty", 400, lambda a: encoded(a | {"conversation": {"id": ""}})),
    ("conversation id a number", 400, lambda a: encoded(a | {"conversation": {"id": 5}})),
    ("conversation id of 513", 400, lambda a: encoded(a | {"conversation": {"id": "x" * 513}})),
    ("activity id of 513", 400, lambda a: encoded(a | {"id": "x" * 513})),
    ("50,000 levels", 400, _deep(50000)),
    ("50,000 levels, open", 400, lambda a: b'{"a":' * 50000),
    ("50,000 open lists", 400, lambda a: b"[" * 50000),
    ("300 KB", 413, lambda a: encoded(a | {"text": "a" * 300_000})),
    ("3 MB", 413, lambda a: encoded(a | {"text": "a" * 3_000_000})),
]

_KINDS = [
    ("no content type", None, 415),
    ("text/plain", "text/plain", 415),
    ("a form", "application/x-www-form-urlencoded", 415),
    ("application/jsonx", "application/jsonx", 415),
    ("application/json with a charset", "application/json; charset=utf-8", 200),
    ("in capitals", "Application/JSON", 200),
]


def _method(world, method, status):
    answer = world.request(method, "/api/messages")
    expect(answer.status == status, "answered %d", answer.status)
    allow = dict((n.lower(), v) for n, v in answer.headers).get("allow", "")
    expect("POST" in allow, "Allow: %r", allow)


def _chunked(world):
    """A body whose length nobody says beforehand, too large in the end."""
    head = "POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    head += "Authorization: Bearer %s\r\nTransfer-Encoding: chunked\r\n\r\n" % world.token()
    chunk = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    answer = world.raw(head.encode() + chunk * 6 + b"0\r\n\r\n")
    expect(answer.startswith(b"HTTP/1.1 413"), "answered %r", answer[:40])


def _greeting(world):
    """One greeting for a newcomer, however often Teams tells of it, in two ways."""
    user = world.user()
    members = [{"id": BOT}, {"id": user.account, "aadObjectId": user.entra}]
    for kind, more in (
        ("conversationUpdate", {"membersAdded": members}),
        ("installationUpdate", {"action": "add"}),
        ("conversationUpdate", {"membersAdded": members}),
    ):
        activity = personal(user, world.channel.service, type=kind, text=None, **more)
        del activity["text"]
        answer = world.post(activity)
        expect(answer.status == 200 and not answer.body, "%s: %d", kind, answer.status)
    found = world.channel.wait_for(user.chat)
    time.sleep(0.4)
    found = world.channel.of(user.chat)
    expect(len(found) == 1, "greeted %d times", len(found))


def _long(world):
    """A text as long as may be is taken and answered."""
    user = world.user()
    activity = world.say(user, words("takk ") + " " + "æøå " * 20000)
    world.replies(activity, seconds=15)


def _say(text):
    def check(world):
        world.replies(world.say(world.user(), text))

    return check


_WRONG_ENTITIES = [
    None, 5, "x", {}, [], [None], [[]], [5], [{}], [{"type": None}], [{"type": "mention"}],
    [{"type": "mention", "mentioned": None}], [{"type": "mention", "mentioned": []}],
    [{"type": "mention", "mentioned": {"id": 5}, "text": []}], [{"type": "x" * 5000}],
    [{"type": "https://schema.org/Message", "@context": "https://schema.org"}],
    [{"type": "mention"}] * 5000, [{"type": "mention", "mentioned": {"id": BOT}, "text": ""}] * 300,
    [{"type": "mention", "mentioned": {"id": BOT}, "text": "e"}],
]  # fmt: skip


def _entities(world, entities):
    _message(world, entities=entities)


GROUPS = [
    Group(
        "activities",
        [("a message", _message)]
        + [("%s %s" % (kind[:20], sorted(more)[:2]), partial(_silent, kind=kind, **more))
           for kind, more in _SILENT]
        + [("GET", partial(_method, method="GET", status=405)),
           ("PUT", partial(_method, method="PUT", status=405)),
           ("DELETE", partial(_method, method="DELETE", status=405))]
        + [(name, partial(_status, status=status, body=body)) for name, status, body in _STATUSES]
        + [(name, partial(_status, status=status, kind=kind)) for name, kind, status in _KINDS]
        + [
            ("a chunked body that is too large", _chunked),
            ("one greeting for a newcomer", _greeting),
            ("a long text", _long),
            ("unknown members", partial(_message, futureField={"a": [1]}, ext=5)),
            ("an old timestamp", partial(_message, timestamp="2001-01-01T00:00:00Z")),
            ("a timestamp that is none", partial(_message, timestamp="yesterday")),
            ("type in other case", partial(_message, type="Message")),
            ("no channelData but tenant", partial(_message, channelData={"tenant": {"id": TENANT}})),
            ("no locale", partial(_message, locale=None)),
            ("no text format", partial(_message, textFormat=None)),
            ("markdown", partial(_message, textFormat="markdown")),
            ("no names", partial(_message, recipient={"id": BOT})),
            ("serviceUrl twice, the second another", partial(_status, status=401, body=_twice(
                b'"serviceUrl": "https://evil.example/"', after=True))),
            ("serviceUrl twice, the first another", _first_is_another),
            ("a NUL as an escape", _say("takk\u0000\u0001\u001b[2J")),
            ("only blanks", _say(" \n\t\u00a0\u200b")),
            ("directions and joiners", _say("\u202etakk\u2066\ufeff")),
            ("emoji", _say("\U0001f469\u200d\U0001f4bb" * 50)),
            ("a lone surrogate as an escape", partial(_status, status=200,
             body=_after(b"merkeord", b"\\ud800"))),
            ("60 levels", lambda w: _status(w, 200, _deep(60))),
            ("80 levels", lambda w: _status(w, 400, _deep(80))),
        ]
        + [("entities %d" % i, partial(_entities, entities=e))
           for i, e in enumerate(_WRONG_ENTITIES)],
    ),
]  # fmt: skip
