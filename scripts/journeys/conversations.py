"""Where it is said: mentions, threads, ids, languages, and addresses that are not to be believed."""

from functools import partial

from activities import BOT, TENANT, group, personal, words
from group import Group
from saying import HANDLED, ends_well
from world import expect


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
    expect(world.until(HANDLED, first["id"]), "not handled")
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
    expect(world.until(HANDLED, id), "not handled")
    if id not in (".", ".."):
        world.replies(activity)
    ends_well(world, user)


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


GROUPS = [
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
