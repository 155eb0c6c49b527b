"""All groups of checks."""

import os

import inbound
import tokens
from world import World

GROUPS = [*inbound.GROUPS, *tokens.GROUPS]


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
