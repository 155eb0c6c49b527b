"""All groups of checks."""

import os

import access
import failures
import inbound
import order
import operation
import proactive
import restarts
import tokens
import webhook
from world import World

GROUPS = [*inbound.GROUPS, *tokens.GROUPS, *access.GROUPS, *order.GROUPS, *failures.GROUPS, *proactive.GROUPS, *restarts.GROUPS, *webhook.GROUPS, *operation.GROUPS]


def learn(content, folder):
    """Has the model learned, once for all."""
    place = os.path.join(folder, "learning")
    os.makedirs(place)
    world = World(content, place)
    try:
        world.start()
        world.stop()
    finally:
        world.close()
