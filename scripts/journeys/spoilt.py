"""Every member of an activity, replaced by what it should not be."""

import json
import random
from functools import partial

from activities import group, number, words
from group import Group
from world import expect


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


GROUPS = [
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
]  # fmt: skip
