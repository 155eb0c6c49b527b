"""What comes in: every kind of activity, every way to spoil one, and what each is answered with."""

import concurrent.futures
import json
import random
import time
from functools import partial

import activities
from activities import BOT, TENANT, encoded, group, number, personal, words
from group import Group
from outgoing import faults
from world import expect

_CARD = "application/vnd.microsoft.card.adaptive"


# --- Types


def _silent(world, kind, **changes):
    """Taken with 200 and an empty body, and nothing is said."""
    user = world.user()
    activity = personal(user, world.channel.service, type=kind, **changes)
    answer = world.post(activity)
    expect(answer.status == 200, "answered %d", answer.status)
    expect(not answer.body, "a body: %r", answer.body[:100])
    _says_nothing(world, user)


def _says_nothing(world, user):
    """A message afterwards is the first that is answered: nothing was said before it."""
    after = world.say(user)
    world.replies(after)
    sent = world.channel.of(user.chat)
    expect(all(s.answers == after["id"] for s in sent), "said %r", [s.body for s in sent][:2])


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


# --- Spoilt members


def _paths(value, path=()):
    """The places of all members."""
    yield path
    if isinstance(value, dict):
        for name, member in value.items():
            yield from _paths(member, path + (name,))
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _paths(item, path + (index,))


def _replaced(value, path, new):
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = _replaced(value[path[0]], path[1:], new)
    return copy


_SPOILT = [
    None,
    0,
    -1,
    1.5,
    10**400,
    True,
    [],
    {},
    [[]],
    [None],
    {"id": None},
    {"": ""},
    "",
    " ",
    "\0",
    "\ud83d\ude00" * 3,
    "é\u0301" * 40,
    "../..",
    "x" * 3000,
    "x" * 100_000,
    "Å%2f?#\r\nX: y",
    "\u202e\u200b\ufeff",
]


def _rich(world, user):
    """An activity with everything that any type has."""
    activity = group(user, world.channel.service, words(), deliveryMode="normal")
    activity |= {
        "membersAdded": [{"id": user.account, "aadObjectId": user.entra}],
        "membersRemoved": [{"id": "29:x"}],
        "reactionsAdded": [{"type": "like"}],
        "attachments": [{"contentType": "text/html", "content": "<p>x</p>", "name": "x"}],
        "value": {"rakelQuestion": 1, "choice": 1, "msteams": {"type": "imBack", "value": "ja"}},
        "name": "adaptiveCard/action",
        "action": "add",
        "code": "x",
        "replyToId": "1:1",
        "importance": "high",
    }
    activity["value"] |= {
        "action": {"type": "Action.Execute", "verb": "x", "id": "x", "data": {"rakelQuestion": 1}},
        "trigger": "manual",
        "actionValue": {"reaction": "like"},
    }
    return activity


_FINE = {200, 400, 401, 403, 412, 501}


def _spoilt(world, kind, seed):
    """Every member replaced by what it should not be: never a 5xx, never silence, and Rakel lives on."""
    user = world.user()
    draw = random.Random(seed)
    count, bad = 0, []
    activity = _rich(world, user) | {"type": kind}
    if kind == "invoke":
        activity["name"] = draw.choice(
            ["adaptiveCard/action", "message/submitAction", "task/fetch", "composeExtension/query"]
        )
    paths = [path for path in _paths(activity) if path and path != ("type",)]
    for path in paths:
        for value in draw.sample(_SPOILT, 6):
            spoilt = _replaced(activity, path, value)
            if path != ("id",):
                spoilt["id"] = "s:%d" % number()
            body = json.dumps(spoilt)
            # An id that Teams would never send takes no token with it.
            answer = world.post(body.encode("utf-8", "surrogatepass"))
            count += 1
            if answer.status not in _FINE:
                bad.append((answer.status, path, repr(value)[:30]))
    expect(not bad, "%d of %d: %r", len(bad), count, bad[:5])
    after = world.say(user)
    world.replies(after, seconds=20)
    return "%d" % count


# --- expectReplies


def _expected(world, activity):
    answer = world.post(activity)
    expect(answer.status == 200, "answered %d", answer.status)
    return answer.json["activities"]


def _expect_replies(world):
    """All in the response, nothing by the connector; the same again for the same activity."""
    user = world.user()
    activity = personal(user, world.channel.service, deliveryMode="expectReplies")
    said = _expected(world, activity)
    expect(said, "nothing was said")
    for one in said:
        wrong = faults(json.dumps(one).encode())
        expect(not wrong, "malformed: %r", wrong)
        expect(one["replyToId"] == activity["id"], "replyToId %r", one.get("replyToId"))
    expect(_expected(world, activity) == said, "another answer to the same activity")
    _says_nothing(world, user)


def _expect_replies_silent(world, kind):
    user = world.user()
    activity = personal(user, world.channel.service, type=kind, deliveryMode="expectReplies")
    expect(_expected(world, activity) == [], "something was said")


def _expect_replies_refused(world):
    """Somebody without access is told in the response, once."""
    user = activities.User("fremmed", "5d0c77e0-0000-4c1a-9b3e-0000000000ff")
    activity = personal(user, world.channel.service, deliveryMode="expectReplies")
    said = _expected(world, activity)
    expect(len(said) == 1, "said %d", len(said))
    activity = personal(user, world.channel.service, deliveryMode="expectReplies")
    expect(_expected(world, activity) == [], "told twice")
    expect(not world.channel.of(user.chat), "sent by the connector as well")


# --- Invokes


def _invoke(world, name, value, user=None, **changes):
    activity = personal(
        user or world.user(),
        world.channel.service,
        **{"type": "invoke", "name": name, "value": value, "text": None} | changes,
    )
    activity = {k: v for k, v in activity.items() if k != "text"}
    return world.post(activity)


def _invoke_status(world, name, value, status, body=None):
    answer = _invoke(world, name, value)
    expect(answer.status == status, "answered %d %r", answer.status, answer.body[:200])
    if body:
        body(answer.json)
    elif status == 501:
        expect(not answer.body, "a body: %r", answer.body[:100])


def _task(value):
    expect(value["task"]["type"] == "message" and value["task"]["value"], "%r", value)


def _composition(value):
    expect(value["composeExtension"]["type"] == "message", "%r", value)


def _envelope(status):
    def check(value):
        expect(set(value) == {"statusCode", "type", "value"}, "members %r", set(value))
        expect(value["statusCode"] == status, "%r", value)
        if status >= 400:
            expect(value["type"] == "application/vnd.microsoft.error", "%r", value)
            expect(set(value["value"]) == {"code", "message"}, "%r", value)

    return check


def _action(data, **changes):
    action = {"type": "Action.Execute", "id": "x", "verb": "answer", "data": data}
    return {"action": action, "trigger": "manual"} | changes


_INVOKES = [
    ("unknown name", "foo/bar", {}, 501, None),
    ("no name", None, {}, 501, None),
    ("empty name", "", {}, 501, None),
    ("a name as a path", "adaptiveCard/../x", {}, 501, None),
    ("application/search", "application/search", {}, 501, None),
    ("task/fetch", "task/fetch", {"data": {}}, 200, _task),
    ("task/submit", "task/submit", {"data": {}}, 200, _task),
    ("signin/verifyState", "signin/verifyState", {"state": "1"}, 200, None),
    ("signin/tokenExchange", "signin/tokenExchange", {"id": "1", "token": "x"}, 412, None),
    ("composeExtension/query", "composeExtension/query", {}, 200, _composition),
    ("message/submitAction", "message/submitAction", {"actionValue": {"reaction": "like"}}, 200, None),
    ("a card without a value", "adaptiveCard/action", None, 200, _envelope(400)),
    ("a card with a list", "adaptiveCard/action", [], 200, _envelope(400)),
    ("a card without an action", "adaptiveCard/action", {}, 200, _envelope(400)),
    ("another kind of action", "adaptiveCard/action", {"action": {"type": "Action.OpenUrl"}}, 200, _envelope(400)),
    ("a question that is not there", "adaptiveCard/action", _action({"rakelQuestion": 99999}), 200, _envelope(200)),
    ("a question by a text", "adaptiveCard/action", _action({"rakelQuestion": "1"}), 200, None),
    ("a question beyond any", "adaptiveCard/action", _action({"rakelQuestion": 2**63}), 200, None),
    ("a refresh without a question", "adaptiveCard/action", _action({}, trigger="automatic"), 200, _envelope(400)),
]  # fmt: skip


def _asked(world, user):
    """A question on a card, and its data for one of its buttons."""
    world.say(user, "meld feil")
    found = world.channel.wait_for(user.chat)
    expect(found, "nothing was asked")
    reply = found[-1]
    cards = [a["content"] for a in reply.body.get("attachments", []) if a["contentType"] == _CARD]
    expect(cards, "no card: %r", reply.body)
    return reply, cards[0]


_CASE = {"more": "Skjermen er svart", "urgent": "no"}


def _one_case(world, user):
    world.until("SELECT 1 FROM cases WHERE user = ?", user.id)
    time.sleep(0.3)
    cases = world.rows("SELECT count(*) FROM cases WHERE user = ?", user.id)
    expect(cases == [(1,)], "cases: %r", cases)


def _execute(world):
    """A click on a card is answered in the response by a card in its place, and is taken once."""
    user = world.user()
    _, card = _asked(world, user)
    data = card["actions"][0]["data"] | _CASE
    activity = personal(
        user,
        world.channel.service,
        type="invoke",
        name="adaptiveCard/action",
        value=_action(data),
    )
    del activity["text"]
    first = world.post(activity)
    expect(first.status == 200, "answered %d", first.status)
    _envelope(200)(first.json)
    again = world.post(activity)
    expect(again.json == first.json, "repeated: %r, before %r", again.body[:300], first.body[:300])
    _one_case(world, user)
    return first.json["type"].split(".")[-1]


def _at_once(calls):
    """Makes these calls at the same moment and gives what they give."""
    with concurrent.futures.ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(call) for call in calls]]


def _clicks_at_once(world, is_same):
    """A click that Teams repeats, and one that somebody makes twice: one case, and an answer to each."""
    user = world.user()
    _, card = _asked(world, user)
    data = card["actions"][0]["data"] | _CASE
    ids = {"id": "same%d" % number()} if is_same else {}
    answers = _at_once(
        [partial(_invoke, world, "adaptiveCard/action", _action(data), user, **ids)] * 5
    )
    for answer in answers:
        expect(answer.status == 200, "answered %d", answer.status)
        _envelope(200)(answer.json)
    _one_case(world, user)


def _submits_at_once(world):
    """Five clicks on Action.Submit, each an activity of its own: one case."""
    user = world.user()
    reply, card = _asked(world, user)
    data = card["actions"][0]["data"] | _CASE
    _at_once([partial(world.say, user, "", value=data, replyToId=reply.id)] * 5)
    _one_case(world, user)


def _replies_at_once(world):
    """The same activity five times at once, each waiting for the replies: all get the same."""
    activity = personal(world.user(), world.channel.service, deliveryMode="expectReplies")
    answers = _at_once([partial(_expected, world, activity)] * 5)
    expect(answers[0] and all(answer == answers[0] for answer in answers), "%r", answers)


def _stranger_clicks(world):
    """Somebody else's click on a card does nothing."""
    owner, other = world.user(), world.user()
    _, card = _asked(world, owner)
    data = card["actions"][0]["data"] | _CASE
    answer = _invoke(world, "adaptiveCard/action", _action(data), other)
    expect(answer.status == 200, "answered %d", answer.status)
    cases = world.rows("SELECT user FROM cases WHERE user IN (?, ?)", owner.id, other.id)
    expect(not cases, "made a case: %r", cases)


def _refresh(world):
    user = world.user()
    _, card = _asked(world, user)
    data = card["actions"][0]["data"]
    answer = _invoke(world, "adaptiveCard/action", _action(data, trigger="automatic"), user)
    _envelope(200)(answer.json)
    expect(answer.json["type"] == _CARD, "%r", answer.json["type"])


def _submit(world):
    """Action.Submit: a message without words; the card is replaced by its receipt (PUT)."""
    user = world.user()
    reply, card = _asked(world, user)
    data = card["actions"][0]["data"] | _CASE
    activity = world.say(user, "", value=data, replyToId=reply.id)
    world.channel.wait(
        lambda: [s for s in world.channel.of(user.chat) if s.method == "PUT"], 8
    )
    puts = [s for s in world.channel.of(user.chat) if s.method == "PUT"]
    expect(puts, "the card was not replaced")
    expect(puts[0].answers == reply.id, "replaced %r and not %r", puts[0].answers, reply.id)
    world.post(activity)
    _one_case(world, user)


def _submit_nonsense(world):
    user = world.user()
    for value in ({"rakelQuestion": 10**9}, {"a": "b"}, {"rakelQuestion": {}}, "ja", 5, [1], {}):
        activity = personal(user, world.channel.service, "", value=value)
        answer = world.post(activity)
        expect(answer.status == 200, "%r: %d", value, answer.status)
    _ends_well(world, user)


def _ends_well(world, user):
    after = world.say(user)
    world.replies(after)


def _back(world, value, text=""):
    """What a button says in the user's name counts as said."""
    user = world.user()
    activity = world.say(user, text, value=value)
    world.replies(activity)


# --- Mentions, groups, rich text


def _mention(world, text, entity=None, **changes):
    """The mention is no part of what is understood: the same answer as without one."""
    user = world.user()
    entities = [entity] if entity else None
    activity = group(user, world.channel.service, "takk", mention=False, **changes)
    activity["text"] = text
    if entities:
        activity["entities"] = entities
    answer = world.post(activity)
    expect(answer.status == 200, "answered %d", answer.status)
    reply = world.replies(activity)[0]
    plain = world.user()
    expected = world.replies(world.say(plain, "takk"))[0]
    expect(reply.body.get("text") == expected.body.get("text"), "%r", reply.body.get("text"))


def _own(text):
    return {"type": "mention", "mentioned": {"id": BOT, "name": "Rakel"}, "text": text}


_MENTIONS = [
    ("before", "<at>Rakel</at> takk", _own("<at>Rakel</at>")),
    ("after", "takk <at>Rakel</at>", _own("<at>Rakel</at>")),
    ("with &nbsp;", "<at>Rakel</at>&nbsp;takk", _own("<at>Rakel</at>")),
    ("with a line feed", "<at>Rakel</at>\n\ntakk\n", _own("<at>Rakel</at>")),
    ("twice", "<at>Rakel</at> takk <at>Rakel</at>", _own("<at>Rakel</at>")),
    ("with attributes", '<at id="0">Rakel</at> takk', _own("<at>Rakel</at>")),
    ("in other case", "<AT>rakel</AT> takk", _own("<at>Rakel</at>")),
    ("without the entity's text", "<at>Rakel</at> takk", {"type": "mention", "mentioned": {"id": BOT, "name": "Rakel"}}),
]  # fmt: skip


def _ignored(world, text=None, **changes):
    """What is not for the bot, in a channel, is neither answered nor kept."""
    user = world.user()
    text = text or words()
    activity = group(user, world.channel.service, text, mention=False, **changes)
    answer = world.post(activity)
    expect(answer.status == 200 and not answer.body, "answered %d", answer.status)
    other = group(user, world.channel.service, words(), conversation=activity["conversation"])
    world.post(other)
    world.replies(other)
    kept = world.rows("SELECT count(*) FROM inbox WHERE activityID = ?", activity["id"])
    expect(kept == [(0,)], "was kept")
    sent = world.channel.of(activity["conversation"]["id"])
    expect(all(s.answers == other["id"] for s in sent), "was answered")


def _thread(world):
    """In a channel's thread the answer goes into that thread, its id percent-encoded as one segment."""
    user = world.user()
    activity = group(user, world.channel.service, "takk")
    world.post(activity)
    reply = world.replies(activity)[0]
    expect("@" not in reply.path and ";" not in reply.path, "path %s", reply.path)
    expect("suggestedActions" not in reply.body, "suggestedActions in a channel")


_HANDLED = "SELECT 1 FROM inbox WHERE activityID = ? AND handled IS NOT NULL"


def _flow_replies(world, make, text):
    """What a flow says in answer is said where it was asked, as an answer to that."""
    user = world.user()
    activity = make(user, world.channel.service, text)
    world.post(activity)
    found = world.channel.wait_for(activity["conversation"]["id"], seconds=4)
    expect(found, "nothing was said there")
    expect(found[0].answers == activity["id"], "said there, but not as an answer")


def _apart(world):
    """Two people in one thread have two conversations."""
    one, other = world.user(), world.user()
    first = group(one, world.channel.service, "meld feil")
    world.post(first)
    expect(world.until(_HANDLED, first["id"]), "not handled")
    second = group(other, world.channel.service, "ja", conversation=first["conversation"])
    world.post(second)
    world.replies(second)
    rows = world.rows("SELECT count(*) FROM cases WHERE user = ?", other.id)
    expect(rows == [(0,)], "answered for somebody else")


def _strange_id(world, id):
    """Ids that must be encoded, and one as long as they may be."""
    user = world.user()
    activity = personal(
        user,
        world.channel.service,
        conversation={"id": id, "conversationType": "personal", "tenantId": TENANT},
    )
    answer = world.post(activity)
    expect(answer.status == 200, "answered %d", answer.status)
    world.replies(activity)


def _strange_activity(world, id):
    """Whatever an activity is called, what comes after it is answered."""
    user = world.user()
    activity = personal(user, world.channel.service, id=id)
    expect(world.post(activity).status == 200, "not taken")
    expect(world.until(_HANDLED, id), "not handled")
    if id not in (".", ".."):
        world.replies(activity)
    _ends_well(world, user)


def _dots(world, id):
    """An id that would lead elsewhere is sent nowhere."""
    user = world.user()
    activity = personal(
        user,
        world.channel.service,
        conversation={"id": id, "conversationType": "personal", "tenantId": TENANT},
    )
    answer = world.post(activity)
    expect(answer.status == 200, "answered %d", answer.status)
    rows = world.until(
        "SELECT failed FROM outbox WHERE user = ? AND failed IS NOT NULL", user.id, seconds=4
    )
    expect(rows, "not given up")


def _html_copy(world):
    user = world.user()
    html = [{"contentType": "text/html", "content": "<div><p>takk</p></div>"}]
    reply = world.replies(world.say(user, "takk", attachments=html))[0]
    plain = world.replies(world.say(world.user(), "takk"))[0]
    expect(reply.body["text"] == plain.body["text"], "%r", reply.body["text"])


def _files(world):
    """A picture is answered, and nothing of it is kept."""
    user = world.user()
    name = words("bilde")
    files = [{"contentType": "image/png", "contentUrl": "https://x.example/" + name, "name": name}]
    activity = world.say(user, "", attachments=files)
    world.replies(activity)
    expect(not world.rows("SELECT 1 FROM inbox WHERE content LIKE ?", "%" + name + "%"), "kept")


def _locale(world, locale, expected):
    """The language of the client decides where the words do not."""
    user = world.user()
    activity = personal(user, world.channel.service, "", locale=locale)
    activity["attachments"] = [{"contentType": "image/png", "contentUrl": "https://x.example/a"}]
    answer = world.post(activity)
    expect(answer.status == 200, "answered %d", answer.status)
    text = world.replies(activity)[0].body["text"]
    is_english = any(word in text.lower().split() for word in ("the", "can", "can't", "i"))
    expect(is_english == (expected == "en"), "%r", text)


def _untrusted(world, service):
    """A serviceUrl that the token vouches for, and that is not allowed: taken, and sent nowhere."""
    user = world.user()
    activity = personal(user, service)
    answer = world.post(activity, world.token(service))
    expect(answer.status == 200, "answered %d", answer.status)
    rows = world.until("SELECT failed FROM outbox WHERE user = ? AND failed IS NOT NULL", user.id)
    expect(rows == [("untrusted-host",)], "%r", rows)
    expect(not world.channel.of(user.chat, taken=False), "was sent")


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
    Group(
        "spoilt members",
        [("%s, seed %d" % (kind, seed), partial(_spoilt, kind=kind, seed=seed))
         for seed, kind in enumerate(
            ["message", "invoke", "conversationUpdate", "installationUpdate", "invoke", "message"])],
        {"access.userPerMinute": 100000, "access.tenantPerMinute": 1000000,
         "bot.pace.perSecond": 1000, "bot.pace.perTwoSeconds": 2000,
         "bot.pace.perThirtySeconds": 30000, "bot.pace.perHour": 100000},
        workers=3,
    ),
    Group(
        "replies in the response",
        [("expectReplies", _expect_replies), ("to somebody without access", _expect_replies_refused)]
        + [(kind, partial(_expect_replies_silent, kind=kind))
           for kind in ("typing", "event", "messageReaction", "x")]
        + [("invoke: " + name, partial(_invoke_status, name=n, value=v, status=s, body=b))
           for name, n, v, s, b in _INVOKES]
        + [("a click on a card", _execute), ("a stranger's click", _stranger_clicks),
           ("expectReplies, five at once", _replies_at_once),
           ("a click, repeated at once", partial(_clicks_at_once, is_same=True)),
           ("five clicks at once", partial(_clicks_at_once, is_same=False)),
           ("Action.Submit, five at once", _submits_at_once),
           ("a refresh", _refresh), ("Action.Submit", _submit),
           ("Action.Submit of nonsense", _submit_nonsense),
           ("messageBack", partial(_back, value={"msteams": {"type": "messageBack", "text": "takk"}})),
           ("imBack", partial(_back, value="takk")),
           ("messageBack with its text", partial(_back, value={"a": 1}, text="takk"))],
    ),
    Group(
        "conversations",
        [("mention " + name, partial(_mention, text=t, entity=e)) for name, t, e in _MENTIONS]
        + [
            ("not mentioned", _ignored),
            ("mentioned in words only", partial(_ignored, text="<at>Rakel</at> takk")),
            ("somebody else is mentioned", partial(
                _ignored, entities=[{"type": "mention", "mentioned": {"id": "29:x"}, "text": "<at>X</at>"}])),
            ("a channel's thread", _thread),
            ("two people in one thread", _apart),
            ("a flow's words in a thread", partial(
                _flow_replies, make=group, text="hvordan bytter jeg passord?")),
            ("a flow's question in a thread", partial(_flow_replies, make=group, text="meld feil")),
            ("a flow's words in a personal chat", partial(
                _flow_replies, make=personal, text="hvordan bytter jeg passord?")),
            ("a copy in HTML", _html_copy),
            ("files", _files),
            ("locale en-US", partial(_locale, locale="en-US", expected="en")),
            ("locale nb-NO", partial(_locale, locale="nb-NO", expected="nb")),
            ("locale xx-YY", partial(_locale, locale="xx-YY", expected="nb")),
            ("locale of nonsense", partial(_locale, locale="\0 ; DROP", expected="nb")),
            ("conversation id ..", partial(_dots, id="..")),
            ("conversation id .", partial(_dots, id=".")),
        ]
        + [("conversation id %s" % name, partial(_strange_id, id=id)) for name, id in [
            ("with a bar", "f8c6b2a0|livechat"), ("with a slash", "a/b"), ("with ../", "../../x"),
            ("with %2e", "%2e%2e%2f"), ("with ? and #", "a?b#c&d"), ("with a blank", "a b+c"),
            ("with CR LF", "a\r\nX-Y: z"), ("in Norwegian", "blåbærsyltetøy"),
            ("of 512 bytes", "y" * 512), ("with a NUL", "a\0b"), ("with emoji", "\U0001f600")]]
        + [("activity id %r" % id[:20], partial(_strange_activity, id=id)) for id in [
            "a/b", "..", ".", "%2e%2e", "a?b#c", "f:1;messageid=2", "a\r\nX-Y: z", "\U0001f600", "z" * 512]]
        + [("serviceUrl %s" % url[:40], partial(_untrusted, service=url)) for url in [
            "https://evil.example/", "http://smba.trafficmanager.net/emea/",
            "https://smba.trafficmanager.net.evil.example/", "https://evil.example/@smba.trafficmanager.net",
            "https://smba.trafficmanager.net@evil.example/", "https://smba.trafficmanager.net:444/",
            "http://169.254.169.254/", "file:///etc/passwd", "https://trafficmanager.net/",
            "//127.0.0.1/", "nonsense", "https://smba.trafficmanager.net\\@evil.example/"]],
    ),
]  # fmt: skip
