"""Pushes events, a JSON object a line on standard input, to a collector with a source of type grpc.

protoc -I proto --python_out=generated proto/weir/v1/event.proto proto/weir/v1/ingest.proto
PYTHONPATH=generated python3 docs/examples/push_events.py 127.0.0.1:9090 < events.jsonl
{"time": 1767225600.0, "ip": "198.51.100.7", "status": 404, "method": "GET", "host": "shop.example", "path": "/.env"}
"""
import array, collections, grpc, ipaddress, itertools, json, sys, threading, time, uuid
from weir.v1 import event_pb2, ingest_pb2

ROWS, KEPT, TEXTS = 500, 64, ("host", "method", "path", "query", "user_agent", "referer")
# What is kept here is gone with this process, so the next one takes another name.
NAME = f"example-{uuid.uuid4().hex[:12]}"
kept, changed = collections.deque(), threading.Condition()
acknowledged, credit, at_end = 0, 0, False

def texts(values):  # distinct values one after the other, where each ends, and which one a row has
    distinct = {value: i for i, value in enumerate(dict.fromkeys([b"", *values]))}
    ends = array.array("I", itertools.accumulate(map(len, distinct)))
    index = array.array("H", (distinct[value] for value in values))
    return event_pb2.TextColumn(data=b"".join(distinct), ends=ends.tobytes(), index=index.tobytes())

def words(ip):  # IPv4 as ::ffff:a.b.c.d, the most significant word first
    address = ipaddress.ip_address(ip)
    bits = int(address) | (0xFFFF << 32 if address.version == 4 else 0)
    return (bits >> shift & 0xFFFFFFFF for shift in (96, 64, 32, 0))

def batch(number, events):
    return event_pb2.EventBatch(
        number=number, rows=len(events),
        time_ms=array.array("d", (1000 * event["time"] for event in events)).tobytes(),
        address=array.array("I", (word for event in events for word in words(event["ip"]))).tobytes(),
        status=array.array("H", (event.get("status", 0) for event in events)).tobytes(),
        **{name: texts([event.get(name, "").encode() for event in events]) for name in TEXTS})

def read():
    global at_end
    for number in itertools.count(1):
        events = [json.loads(line) for line in itertools.islice(sys.stdin, ROWS)]
        with changed:
            changed.wait_for(lambda: len(kept) < KEPT)
            if events: kept.append(batch(number, events))
            else: at_end = True
            changed.notify_all()
            if at_end: return

def messages(over):  # of one stream: the name first, then whatever may be sent
    yield event_pb2.EventBatch(collector=NAME)
    sent = 0
    while True:
        with changed:
            ready = lambda: next((b for b in kept if sent < b.number <= acknowledged + credit), None)
            changed.wait_for(lambda: over.is_set() or ready() or at_end and not kept)
            message = ready()
        if over.is_set() or not message: return
        sent = message.number
        yield message

threading.Thread(target=read, daemon=True).start()
push = grpc.insecure_channel(sys.argv[1]).stream_stream("/weir.v1.Ingest/Push",
    event_pb2.EventBatch.SerializeToString, ingest_pb2.IngestReply.FromString)
while not (at_end and not kept):
    over = threading.Event()
    try:
        for reply in push(messages(over)):
            with changed:
                acknowledged, credit = reply.acknowledged, reply.credit
                while kept and kept[0].number <= acknowledged: kept.popleft()
                changed.notify_all()
    except grpc.RpcError as error:
        if error.code() in (grpc.StatusCode.INVALID_ARGUMENT, grpc.StatusCode.UNAUTHENTICATED): sys.exit(error.details())
        time.sleep(1)  # whatever it is, it may be over then: all that is kept is sent again
    with changed:
        over.set()
        changed.notify_all()
print(f"{acknowledged:.0f} batches are safe")
