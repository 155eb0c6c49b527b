"""A connector that fails in every way there is, and a token that cannot be had."""

import os
import time
from functools import partial

from activities import words
from channel import Fault
from group import Group
from world import expect

_LEFT = [
    "BotNotInConversationRoster",
    "ForbiddenOperationException",
    "MessageWritesBlocked",
    "ConversationBlockedByUser",
    "BotDisabledByAdmin",
]


def _attempts(world, user):
    return world.channel.of(user.chat, taken=False)


def _retried(world, *faults, least=0.0, most=30.0):
    """Comes in the end, once; after `least` seconds and before `most`."""
    user = world.user()
    world.channel.plan(user.chat, *faults)
    began = time.monotonic()
    activity = world.say(user)
    second = world.say(user)
    replies = world.replies(activity, seconds=most)
    took = replies[0].at - began
    expect(least <= took <= most, "took %.1f s", took)
    world.replies(second)
    time.sleep(0.3)
    order = [s.answers for s in world.channel.of(user.chat)]
    expect(order == [activity["id"], second["id"]], "came %r", order)
    attempts = len(_attempts(world, user))
    expect(attempts == len(faults) + 2, "%d attempts", attempts)
    return "%.1f s" % took


def _not_retried(world, fault, seconds=3.5):
    """Sent once and no more; the next message of that conversation goes on."""
    user = world.user()
    world.channel.plan(user.chat, fault)
    first = world.say(user)
    second = world.say(user)
    world.replies(second)
    time.sleep(seconds)
    attempts = [s.answers for s in _attempts(world, user)]
    expect(attempts == [first["id"], second["id"]], "attempts %r", attempts)
    rows = world.rows("SELECT failed FROM outbox WHERE replyTo = ?", first["id"])
    expect(rows and rows[0][0], "not given up: %r", rows)
    return rows[0][0]


def _slow(world):
    """An answer that takes three seconds is waited for, and nothing is sent again."""
    user = world.user()
    world.channel.plan(user.chat, Fault(201, seconds=3))
    world.say(user)
    second = world.say(user)
    world.replies(second)
    expect(len(_attempts(world, user)) == 2, "sent again")


def _too_large(world, faults):
    """413: smaller, and then given up."""
    user = world.user()
    world.channel.plan(user.chat, *[Fault(413, "MessageSizeTooBig") for _ in range(faults)])
    first = world.say(user)
    time.sleep(1)
    second = world.say(user)
    world.replies(second)
    of_first = [s for s in _attempts(world, user) if s.answers == first["id"]]
    expect(len(of_first) == 2, "%d attempts", len(of_first))


def _left(world, code):
    """403 of one who left: nothing more goes there until they write again, and the staff knows."""
    user, other = world.user(), world.user()
    world.channel.plan(user.chat, Fault(403, code))
    world.say(user)
    rows = world.until("SELECT failed FROM outbox WHERE user = ? AND failed IS NOT NULL", user.id)
    expect(rows == [(code,)], "given up because %r", rows)
    world.replies(world.say(other))
    world.start_flow(user, words("beskjed"))
    time.sleep(1.5)
    expect(len(_attempts(world, user)) == 1, "tried again where the user is no more")
    items = world.worklist(user)
    expect(len(items) == 1, "%d items on the worklist", len(items))
    again = world.say(user)
    world.replies(again)


def _unknown_forbidden(world):
    """403 for another reason is not tried again, and blocks nothing."""
    user = world.user()
    world.channel.plan(user.chat, Fault(403, "Whatever"))
    world.say(user)
    second = world.say(user)
    world.replies(second)
    expect(len(_attempts(world, user)) == 2, "tried again")


def _gone(world):
    """404: nothing more goes there until they write again."""
    user = world.user()
    world.channel.plan(user.chat, Fault(404, "ConversationNotFound"))
    world.say(user)
    expect(
        world.until("SELECT failed FROM outbox WHERE user = ? AND failed IS NOT NULL", user.id), ""
    )
    time.sleep(2.5)
    expect(len(_attempts(world, user)) == 1, "tried again")
    world.replies(world.say(user))


def _strange_answer(world, status, body):
    """2xx is 2xx: nothing is sent again."""
    user = world.user()
    fault = Fault(status)
    fault.body = body
    world.channel.plan(user.chat, fault)
    world.say(user)
    second = world.say(user)
    world.replies(second)
    time.sleep(2.6)
    expect(len(_attempts(world, user)) == 2, "sent again")


def _fresh_token(make_world):
    """401: one fresh token for all, and one more try each; then no more."""
    world = make_world().start()
    users = [world.user() for _ in range(6)]
    world.replies(world.say(users[0]))
    asked = len(world.channel.token_requests)
    world.channel.tokens.clear()
    sent = [world.say(user) for user in users]
    for activity in sent:
        world.replies(activity)
    asked = len(world.channel.token_requests) - asked
    expect(asked == 1, "%d tokens were asked for", asked)
    refused = world.user()
    world.channel.plan(refused.chat, Fault(401), Fault(401))
    world.say(refused)
    time.sleep(2)
    expect(len(_attempts(world, refused)) == 2, "%d attempts", len(_attempts(world, refused)))
    expect(world.stop() == 0, "did not stop in order")


def _outage(make_world, faults):
    """The token endpoint is out: what is said meanwhile comes later, all of it, once, in its order."""
    world = make_world()
    world.channel.token_plan.extend(faults)
    world.start()
    users = [world.user() for _ in range(5)]
    sent = [[world.say(user)["id"] for _ in range(3)] for user in users]
    for user, ids in zip(users, sent):
        world.channel.wait_for(user.chat, 3, seconds=25)
        got = [s.answers for s in world.channel.of(user.chat)]
        expect(got == ids, "got %r of %r", got, ids)
    asked = [at for at, _ in world.channel.token_requests]
    expect(len(asked) <= len(faults) + 1, "asked %d times", len(asked))
    expect(world.stop() == 0, "did not stop in order")
    return "%d requests" % len(asked)


def _new_secret(make_world):
    """The secret has expired; the new one is put into its file, and counts without a restart."""
    world = make_world()
    world.channel.secret = "ny-hemmelighet-" + "z" * 20
    world.start()
    activity = world.say(world.user())
    time.sleep(1)
    expect(len(world.channel.token_requests) == 1, "asked again and again")
    with open(world.secret_file + ".new", "w") as file:
        file.write(world.channel.secret + "\n")
    os.rename(world.secret_file + ".new", world.secret_file)
    world.replies(activity, seconds=15)
    expect(world.channel.secret not in world.log(), "the secret is in the log")
    expect(world.stop() == 0, "did not stop in order")


def _setting(make_world, settings, fault, retried):
    """What is retried by the settings, and what is not."""
    world = make_world(settings).start()
    (_retried if retried else _not_retried)(world, fault)
    expect(world.stop() == 0, "did not stop in order")


GROUPS = [
    Group(
        "connector's faults",
        [("%d once" % status, lambda w, s=status: _retried(w, Fault(s), least=1.5))
           for status in (412, 502, 503, 504)]
        + [("503 thrice", lambda w: _retried(w, *[Fault(503) for _ in range(3)], least=6))]
        + [("%d" % status, lambda w, s=status: _not_retried(w, Fault(s)))
           for status in (302, 400, 405, 409, 410, 415, 422, 500, 501, 505)]
        + [
            ("429 with Retry-After 1",
             lambda w: _retried(w, Fault(429, retry_after=1), least=0.95, most=3)),
            ("429 with Retry-After 4",
             lambda w: _retried(w, Fault(429, retry_after=4), least=3.95, most=6)),
            ("429 with Retry-After 0",
             lambda w: _retried(w, Fault(429, retry_after=0), most=4)),
            ("429 without Retry-After", lambda w: _retried(w, Fault(429), least=1.5, most=5)),
            ("429 with Retry-After nonsense",
             lambda w: _retried(w, Fault(429, retry_after="soon"), least=1.5, most=5)),
            ("429 with Retry-After below zero",
             lambda w: _retried(w, Fault(429, retry_after=-5), most=5)),
            ("429 twice", lambda w: _retried(
                w, Fault(429, retry_after=1), Fault(429, retry_after=1), least=1.95, most=5)),
            ("412 and 503 and 429", lambda w: _retried(
                w, Fault(412), Fault(503), Fault(429, retry_after=1), least=4)),
            # The client may send again at once where a connection that it had kept is reset.
            ("connection reset", lambda w: _retried(w, Fault(None))),
            ("404", _gone),
            ("slow", _slow),
            ("413 once", partial(_too_large, faults=1)),
            ("413 twice", partial(_too_large, faults=2)),
            ("403 for another reason", _unknown_forbidden),
            ("200 without a body", partial(_strange_answer, status=200, body="")),
            ("202 without an id", partial(_strange_answer, status=202, body={})),
            ("200 with an id that is a number", partial(
                _strange_answer, status=200, body={"id": 5})),
            ("201 with an id of 5,000 bytes", partial(
                _strange_answer, status=201, body={"id": "x" * 5000})),
        ]
        + [("403 " + code, partial(_left, code=code)) for code in _LEFT],
        workers=40,
    ),
    Group(
        "token and settings",
        [
            ("a token is refused", _fresh_token),
            ("endpoint 503", partial(_outage, faults=[Fault(503), Fault(503)])),
            ("endpoint resets", partial(_outage, faults=[Fault(None)])),
            ("endpoint 400", partial(_outage, faults=[Fault(400, "unauthorized_client")])),
            ("endpoint without a token", partial(_outage, faults=[Fault(200)])),
            ("a new secret", _new_secret),
            ("bot.retry500", partial(
                _setting, settings={"bot.retry500": "true"}, fault=Fault(500), retried=True)),
            ("not bot.retry5xx, 503", partial(
                _setting, settings={"bot.retry5xx": "false"}, fault=Fault(503), retried=False)),
        ],
        makes_worlds=True,
    ),
]  # fmt: skip
