"""What is answered in the response: expectReplies, invokes, and cards that are clicked on."""

import concurrent.futures
import json
import time
from functools import partial

import activities
from activities import number, personal
from group import Group
from outgoing import faults
from saying import CARD, ends_well, says_nothing
from world import expect


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
    says_nothing(world, user)


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
    cards = [a["content"] for a in reply.body.get("attachments", []) if a["contentType"] == CARD]
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
    expect(answer.json["type"] == CARD, "%r", answer.json["type"])


def _submit(world):
    """Action.Submit: a message without words; the card is replaced by its receipt (PUT)."""
    user = world.user()
    reply, card = _asked(world, user)
    data = card["actions"][0]["data"] | _CASE
    activity = world.say(user, "", value=data, replyToId=reply.id)
    world.channel.wait(lambda: [s for s in world.channel.of(user.chat) if s.method == "PUT"], 8)
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
    ends_well(world, user)


def _back(world, value, text=""):
    """What a button says in the user's name counts as said."""
    user = world.user()
    activity = world.say(user, text, value=value)
    world.replies(activity)


GROUPS = [
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
]  # fmt: skip
