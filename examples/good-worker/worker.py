"""Takes jobs from a queue and prints them."""

import os

from redis import Redis

queue = Redis.from_url(os.environ["QUEUE_URL"])
while True:
    _, job = queue.blpop(["jobs"])
    print(job.decode())
