#!/usr/bin/env python3
"""soak.py [--minutes N] [--bin DIR] [--seed N] [--keep]: an hour in the life of a daemon, with everything that happens to one.

Starts influenced on a small model, imports and corrects figures, undoes imports, watches, asks, silences and acknowledges while
rules fire into a hook; kills and restarts the daemon it started, and steps its clock where faketime is installed. The last
part of the time nothing restarts, so that memory and descriptors can be compared. At the end: memory and descriptors flat,
no alert lost or doubled, every run verifies, the database whole. Prints what it did. Exit status 0 = all of it holds.
"""
import argparse, collections, datetime, json, os, random, re, shutil, signal, socket, sqlite3, statistics
import subprocess, sys, tempfile, threading, time

POWERS, COUNTRIES, INDICATORS = ["CHN", "RUS"], ["KAZ", "UZB", "KGZ"], ["trade", "loans"]

MODEL = """\
model: soak
title: Soak
definition: What a test measures.
scale: {low: 0, high: 100}
grid: {frequency: year, from: 2015}
powers: [{id: CHN, name: China}, {id: RUS, name: Russia}]
countries: [{id: KAZ, name: Kazakhstan}, {id: UZB, name: Uzbekistan}, {id: KGZ, name: Kyrgyzstan}]
nodes:
  - {id: whole, title: Whole, aggregate: arithmetic}
indicators:
  - {id: trade, title: Trade, parent: whole, weight: 3, normalise: {goalposts: [0, 100]}, cadence: P1Y, max_age: none}
  - {id: loans, title: Loans, parent: whole, weight: 1, normalise: {goalposts: [0, 100]}, cadence: P1Y, max_age: none}
uncertainty: {replications: 100, weights: 0.25}
"""

RULES = """\
hooks:
  note: {kind: exec, command: [record, note.jsonl], max_attempts: 1000, retry_first: 20ms, retry_longest: 200ms}
defaults: {hooks: [note], flap_limit: off}
rules:
  - {id: high, kind: threshold, node: whole, above: 50, clear: 45}
  - {id: low, kind: threshold, node: whole, below: 20, severity: critical}
  - {id: passes, kind: overtake, by: CHN, of: RUS, node: whole}
  - {id: moved, kind: change, node: whole, by: 10, window: P1Y}
"""

# One write to the end of the file, on disk before it counts as delivered.
RECORD = """\
#!/bin/sh
exec dd of="${0%/*}/$1" oflag=append conv=notrunc,fsync bs=1M iflag=fullblock status=none
"""


class Refused(Exception):
    pass


class GivenUp(Exception):
    """Without a daemon there is nothing to soak."""


class Call:
    """A connection to the daemon."""

    def __init__(self, path, timeout=30):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(timeout)
        self.socket.connect(path)
        self.buffer = b""

    def send(self, method, parameters=None, more=False):
        message = {"method": method, "parameters": parameters or {}}
        if more:
            message["more"] = True
        self.socket.sendall(json.dumps(message).encode() + b"\0")

    def reply(self):
        while b"\0" not in self.buffer:
            piece = self.socket.recv(65536)
            if not piece:
                raise ConnectionError("closed")
            self.buffer += piece
        message, self.buffer = self.buffer.split(b"\0", 1)
        reply = json.loads(message)
        if "error" in reply:
            raise Refused(f"{reply['error']} {reply.get('parameters')}")
        return reply

    def close(self):
        self.socket.close()


class Soak:
    def __init__(self, options):
        self.options = options
        self.random = random.Random(options.seed)
        self.folder = tempfile.mkdtemp(prefix="soak-")
        self.done = collections.Counter()
        self.samples = []
        self.faults = []
        self.process = None
        self.watchers = []
        self.watched = 0
        self.lock = threading.Lock()
        self.offset = 0
        self.write("model.yaml", MODEL)
        self.write("alerts.yaml", RULES)
        self.write("data.csv", "indicator,power,country,period,value\ntrade,CHN,KAZ,2015,20\n")
        self.write("influenced.yaml", "model: model.yaml\ndata: [data.csv]\nalerts: alerts.yaml\nschedule: {every: 1min}\n")
        self.write("record", RECORD)
        os.chmod(self.path("record"), 0o755)
        self.faketime = shutil.which("faketime")
        self.log = open(self.path("log"), "ab")

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w") as file:
            file.write(text)

    # The daemon

    def start(self):
        command = [os.path.join(self.options.bin, "influenced"), "--config", self.path("influenced.yaml"),
                   "--state", self.path("state"), "--socket", self.path("s")]
        if self.faketime and self.offset:
            command = [self.faketime, "-f", f"{self.offset:+d}s"] + command
        self.process = subprocess.Popen(command, stderr=self.log, stdout=self.log)
        if not self.wait("the start", lambda: self.index("GetStatus")["last_run"] is not None):
            raise GivenUp()

    def wait(self, what, holds, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if holds():
                    return True
            except (OSError, Refused, json.JSONDecodeError):
                pass
            if self.process and self.process.poll() is not None and what != "the end":
                self.faults.append(f"the daemon ended by itself while {what} was waited for: {self.process.returncode}")
                return False
            time.sleep(0.05)
        self.faults.append(f"waited {seconds} s for {what} in vain")
        return False

    def end(self, number):
        self.process.send_signal(number)
        began = time.monotonic()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.faults.append(f"signal {number} does not end the daemon")
            self.process.kill()
            self.process.wait()
        if number == signal.SIGTERM:
            if self.process.returncode != 0:
                self.faults.append(f"SIGTERM ends with {self.process.returncode}")
            if time.monotonic() - began > 10:
                self.faults.append("SIGTERM takes more than 10 s")

    def call(self, method, parameters=None):
        connection = Call(self.path("s"))
        try:
            connection.send(method, parameters)
            return connection.reply()["parameters"]
        finally:
            connection.close()

    def index(self, method, parameters=None):
        return self.call("org.influenced.Index." + method, parameters)

    def admin(self, method, parameters=None):
        return self.call("org.influenced.Admin." + method, parameters)

    # What happens

    def figures(self, rows):
        lines = ["indicator,power,country,period,value"]
        chosen = set()
        for _ in range(rows):
            key = (self.random.choice(INDICATORS), self.random.choice(POWERS), self.random.choice(COUNTRIES),
                   self.random.randint(2015, 2024))
            if key not in chosen:
                chosen.add(key)
                lines.append(",".join(map(str, key)) + f",{self.random.randint(0, 1000) / 10}")
        return "\n".join(lines) + "\n"

    def do_import(self):
        reply = self.admin("ImportObservations", {"name": "soak", "text": self.figures(self.random.randint(1, 40))})
        if reply.get("run_error"):
            self.faults.append(f"a run failed: {reply['run_error']}")

    def do_rehearse(self):
        self.admin("ImportObservations", {"name": "soak", "text": self.figures(20), "dry_run": True})

    def do_undo(self):
        imports = self.index("ListImports", {"limit": 20})["imports"]
        if imports:
            self.admin("UndoImport", {"vintage": self.random.choice(imports)["vintage"]})

    def do_ask(self):
        country = self.random.choice(COUNTRIES)
        self.index("GetScores", {"country": country})
        self.index("GetCoverage", {})
        self.index("GetUncertainty", {"country": country})
        self.index("ListAlerts", {})

    def do_silence(self):
        until = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=self.offset + 2)).strftime(
            "%Y-%m-%dT%H:%M:%SZ")
        self.admin("Silence", {"country": self.random.choice(COUNTRIES), "until": until, "comment": "soak"})

    def do_acknowledge(self):
        alerts = [alert for alert in self.index("ListAlerts")["alerts"] if alert.get("opening")]
        if alerts:
            self.admin("Acknowledge", {"alert": self.random.choice(alerts)["opening"], "comment": "soak"})

    def do_reload(self):
        self.process.send_signal(signal.SIGHUP)

    def do_watch(self):
        """Some read, some never do, some go away in the middle of an answer."""
        connection = Call(self.path("s"))
        connection.send("org.influenced.Index.Watch", {}, more=True)
        self.watchers.append(connection)
        if self.random.random() < 0.7:
            threading.Thread(target=self.read, args=(connection,), daemon=True).start()
        while len(self.watchers) > 20:
            self.watchers.pop(0).close()

    def read(self, connection):
        try:
            connection.socket.settimeout(None)
            while True:
                connection.reply()
                with self.lock:
                    self.watched += 1
        except (OSError, ValueError, Refused):
            pass

    def do_leave(self):
        connection = Call(self.path("s"))
        connection.send("org.influenced.Index.GetObservations", {"vintages": True}, more=True)
        connection.close()

    def do_kill(self):
        self.end(signal.SIGKILL)
        self.start()

    def do_kill_at_work(self):
        """Killed while it computes."""
        connection = Call(self.path("s"))
        connection.send("org.influenced.Admin.ImportObservations", {"name": "soak", "text": self.figures(40)})
        time.sleep(self.random.random() * 0.05)
        self.end(signal.SIGKILL)
        connection.close()
        self.start()

    def do_restart(self):
        self.end(signal.SIGTERM)
        self.start()

    def do_clock(self):
        """The next start is by a clock that is some seconds ahead or behind."""
        if not self.faketime:
            return
        self.end(signal.SIGTERM)
        self.offset += self.random.choice([-20, 30, 120])
        self.start()

    CALM = [("import", 10), ("rehearse", 2), ("undo", 2), ("ask", 8), ("silence", 1), ("acknowledge", 1), ("reload", 1),
            ("watch", 3), ("leave", 2)]
    ROUGH = CALM + [("kill", 1), ("kill_at_work", 1), ("restart", 1), ("clock", 1)]

    def step(self, actions):
        name = self.random.choices([name for name, _ in actions], [weight for _, weight in actions])[0]
        try:
            getattr(self, "do_" + name)()
            self.done[name] += 1
        except Refused as refusal:
            self.done["refused " + str(refusal).split()[0].rsplit(".", 1)[-1]] += 1
        except (OSError, json.JSONDecodeError) as error:
            if self.process.poll() is not None:
                self.faults.append(f"the daemon ended by itself during {name}: {self.process.returncode}")
                self.start()
            else:
                self.faults.append(f"{name}: {error!r}")

    def sample(self):
        try:
            with open(f"/proc/{self.process.pid}/status") as file:
                memory = int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1))
            self.samples.append((time.monotonic(), memory, len(os.listdir(f"/proc/{self.process.pid}/fd"))))
        except (OSError, AttributeError):
            pass

    def close_watchers(self):
        for watcher in self.watchers:
            watcher.close()
        self.watchers.clear()

    def run(self):
        seconds = self.options.minutes * 60
        self.start()
        began = time.monotonic()
        while time.monotonic() < began + 0.6 * seconds:
            self.step(self.ROUGH)
        self.end(signal.SIGTERM)
        self.start()
        steady = time.monotonic()
        while time.monotonic() < began + seconds:
            self.step(self.CALM)
            if not self.samples or time.monotonic() - self.samples[-1][0] > min(1, seconds / 300):
                # Without those who watch, whose number changes.
                self.close_watchers()
                time.sleep(0.05)
                self.sample()
        self.close_watchers()
        self.wait("deliveries", lambda: self.index("GetStatus")["alerts"]["waiting"] == 0, 120)
        self.check(steady)

    # What must hold

    def check(self, steady):
        self.check_flat(steady)
        events = self.events()
        self.check_alerts(events)
        verified = self.check_runs()
        self.end(signal.SIGTERM)
        database = sqlite3.connect(self.path("state/influence.db"))
        for pragma in ["integrity_check", "foreign_key_check"]:
            found = database.execute(f"PRAGMA {pragma}").fetchall()
            if found not in ([("ok",)], []):
                self.faults.append(f"{pragma}: {found[:3]}")
        database.close()
        self.report(len(events), verified)

    def check_flat(self, steady):
        """The second quarter of the steady part beside the last one."""
        if len(self.samples) < 12:
            return self.faults.append("too little time for samples of memory")
        quarter = len(self.samples) // 4
        early, late = self.samples[quarter:2 * quarter], self.samples[-quarter:]
        self.memory = [statistics.median(sample[1] for sample in part) / 1024 for part in (early, late)]
        self.descriptors = [statistics.median(sample[2] for sample in part) for part in (early, late)]
        if self.memory[1] > self.memory[0] * 1.1 + 4:
            self.faults.append(f"memory grows: {self.memory[0]:.1f} -> {self.memory[1]:.1f} MiB")
        if self.descriptors[1] > self.descriptors[0] + 2:
            self.faults.append(f"descriptors grow: {self.descriptors[0]} -> {self.descriptors[1]}")

    def events(self):
        events, before = [], None
        while True:
            page = self.index("ListAlertEvents", {"limit": 1000, "before": before})["events"]
            if not page:
                return events
            events += page
            before = page[-1]["id"]

    def check_alerts(self, events):
        ids = [event["id"] for event in events]
        if len(set(ids)) != len(ids):
            self.faults.append("an event is stored twice")
        # What an earlier incident of an alert still owes is counted by that incident alone.
        places = [(event["rule"], event["subject"], event["incident"], event["sequence"]) for event in events]
        if len(set(places)) != len(places):
            self.faults.append("two events of an incident have one number")
        with open(self.path("note.jsonl"), "rb") as file:
            lines = [json.loads(line) for line in file.read().splitlines()]
        told = collections.Counter(line["id"] for line in lines)
        # What the hook believes of each incident, by what it was told; a silence leaves it at that, and what comes back to it
        # need not be told.
        believed = {}
        for event in reversed(events):
            if event["kind"] == "held":
                continue
            is_open = event["kind"] != "resolved"
            if told[event["id"]] > 0:
                believed[event["incident"]] = is_open
            elif not self.is_silenced(event["id"]) and believed.get(event["incident"], False) != is_open:
                self.faults.append(f"{event['kind']} of {event['rule']} {event['subject']} was never told ({event['id']})")
        if set(told) - set(ids):
            self.faults.append(f"{len(set(told) - set(ids))} events were told that the daemon does not know")
        doubled = sum(count - 1 for count in told.values())
        kills = self.done["kill"] + self.done["kill_at_work"]
        # A kill between telling and writing that down is told once more, under the same id: at most those under way.
        if doubled > 4 * kills:
            self.faults.append(f"{doubled} events were told more than once, at {kills} kills")
        self.told, self.doubled = len(told), doubled

    def is_silenced(self, event):
        if not hasattr(self, "silenced"):
            deliveries = self.index("ListDeliveries", {"state": "silenced", "limit": 10000})["deliveries"]
            self.silenced = {delivery["event"]["id"] for delivery in deliveries}
        return event in self.silenced

    def check_runs(self):
        runs, before = [], None
        while True:
            page = self.index("ListRuns", {"limit": 1000, "before": before})["runs"]
            if not page:
                break
            runs += [run["run"] for run in page]
            before = runs[-1]
        if len(runs) > self.options.runs:
            runs = runs[:20] + self.random.sample(runs[20:], self.options.runs - 20)
        for run in runs:
            reply = self.index("VerifyRun", {"run": run})
            if not reply["matches"]:
                self.faults.append(f"run {run} does not verify: {reply['reason']}")
        return len(runs)

    def report(self, events, verified):
        print(f"soak of {self.options.minutes:g} min, seed {self.options.seed}"
              + ("" if self.faketime else "; no faketime here, so no clock was stepped"))
        for name, count in sorted(self.done.items()):
            print(f"  {name:24}{count:8}")
        print(f"  events {events}, told {self.told}, of them again after a kill {self.doubled}; watchers heard {self.watched}")
        print(f"  runs verified {verified}")
        if hasattr(self, "memory"):
            print(f"  memory {self.memory[0]:.1f} -> {self.memory[1]:.1f} MiB, "
                  f"descriptors {self.descriptors[0]:g} -> {self.descriptors[1]:g}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--bin", default=".build/release", help="the folder of the executables")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--runs", type=int, default=500, help="how many runs are verified at most")
    parser.add_argument("--keep", action="store_true", help="leave the folder as it is")
    options = parser.parse_args()
    soak = Soak(options)
    try:
        soak.run()
    except GivenUp:
        pass
    finally:
        if soak.process and soak.process.poll() is None:
            soak.process.kill()
        if soak.faults or options.keep:
            print(f"everything is in {soak.folder}")
        else:
            shutil.rmtree(soak.folder)
    for fault in soak.faults[:50]:
        print(f"FAULT: {fault}")
    print("FAILED" if soak.faults else "all holds")
    sys.exit(1 if soak.faults else 0)


if __name__ == "__main__":
    main()
