"""An analyzer in Python: a client that fails to log in ten times within a minute is detected.

protoc -I proto --python_out=generated proto/weir/v1/event.proto proto/weir/v1/detection.proto
PYTHONPATH=generated python3 docs/examples/failed_logins.py 127.0.0.1:4222
"""
import array, base64, collections, hashlib, ipaddress, json, socket, sys, time
from weir.v1 import detection_pb2, event_pb2

class Nats:  # https://docs.nats.io/reference/reference-protocols/nats-protocol
    def __init__(self, address):
        host, port = address.rsplit(":", 1)
        self.stream = socket.create_connection((host, int(port))).makefile("rwb")
        self.send('CONNECT {"verbose":false,"headers":true}\r\nSUB in.map map')

    def send(self, line, data=None):
        size = b"" if data is None else b" %d\r\n%b" % (len(data), data)
        self.stream.write(line.encode() + size + b"\r\n")
        self.stream.flush()

    def receive(self):
        while words := self.stream.readline().decode().split():
            if words[0] == "PING": self.send("PONG")
            if words[0] in ("MSG", "HMSG"):  # with headers, their length comes before that of all
                data = self.stream.read(int(words[-1]) + 2)[:-2]
                return data[int(words[-2]) if words[0] == "HMSG" else 0:]
        sys.exit("the connection has ended")

def text(column, row):  # distinct values one after the other, where each ends, and which one a row has
    if not column.ends: return b""
    ends, value = array.array("I", column.ends), array.array("H", column.index)[row]
    return column.data[ends[value - 1] if value else 0:ends[value]]

nats, failures, opened = Nats(sys.argv[1]), collections.defaultdict(collections.deque), {}
nats.send("PUB $JS.API.STREAM.MSG.GET.KV_weir-cluster in.map", b'{"last_by_subj":"$KV.weir-cluster.shard-map"}')
cluster = json.loads(base64.b64decode(json.loads(nats.receive())["message"]["data"]))
for shard in range(cluster["shards"]):
    consumer = {"deliver_subject": f"in.events.{shard}", "deliver_policy": "all", "ack_policy": "none"}
    create = {"stream_name": f"weir-events-{shard}", "config": consumer}
    nats.send(f"SUB in.events.{shard} {shard}\r\nPUB $JS.API.CONSUMER.CREATE.weir-events-{shard}", json.dumps(create).encode())
while True:
    batch = event_pb2.EventBatch.FromString(nats.receive())
    if not batch.status: continue  # a column of nothing but zeros is left out
    statuses, times = array.array("H", batch.status), array.array("d", batch.time_ms)
    words, flags = array.array("I", batch.address), batch.flags or bytes(batch.rows)
    for row in range(batch.rows):  # flags: refused by Weir, late, of a WAF
        if flags[row] & 11 or statuses[row] != 401 or text(batch.method, row) != b"POST": continue
        ip = ipaddress.IPv6Address(sum(w << s for w, s in zip(words[4 * row:], (96, 64, 32, 0))))
        key, at, seen = str(ip.ipv4_mapped or ip), times[row], failures[ip]
        seen.append(at)
        while seen[0] <= at - 60_000: seen.popleft()
        if len(seen) < 10 or opened.get(ip, 0) > at - 600_000: continue
        opened[ip] = at
        name = hashlib.sha256(f"failed-logins 1 {key} {at}".encode()).hexdigest()[:32]
        found = detection_pb2.Detection(
            id=name, rev=1, scenario="failed-logins", version="1", mode="MODE_ENFORCE", severity="high",
            key=[{"field": "client.ip", "value": key}], opened_ms=at, first_seen_ms=seen[0], last_seen_ms=at,
            events=len(seen), shard=batch.shard, stages={"event_ms": at, "detected_ms": time.time() * 1000})
        nats.send(f"PUB weir.detections.{hash(ip) % cluster['partitions']}", found.SerializeToString())
