"""A headless Chromium, driven through its debugging pipe: no packages needed."""
import json
import os
import queue
import shutil
import signal
import subprocess
import tempfile
import threading

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]


class Failed(Exception):
    pass


class Browser:
    """One browser process. `tab()` opens a page with empty caches of its own."""

    def __init__(self):
        program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
        if not program:
            raise Failed("there is no Chromium: name it in CHROMIUM")
        self.profile = tempfile.mkdtemp(prefix="search-bench-")
        command_read, self.command = os.pipe()
        self.answers, answer_write = os.pipe()
        # The browser reads from its descriptor 3 and writes to 4.
        low, high = os.dup(command_read), os.dup(answer_write)
        while low < 10:
            low = os.dup(low)
        while high < 10:
            high = os.dup(high)

        def descriptors():
            os.dup2(low, 3)
            os.dup2(high, 4)

        self.process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions",
             "--disable-background-networking", "--disable-component-update", "--disable-features=Translate",
             "--user-data-dir=" + self.profile, "--remote-debugging-pipe", "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            close_fds=False, preexec_fn=descriptors, start_new_session=True)
        for one in (command_read, answer_write, low, high):
            os.close(one)
        self.next, self.waiting, self.lock = 0, {}, threading.Lock()
        threading.Thread(target=self._read, daemon=True).start()
        self.version = self.call("Browser.getVersion")["product"]

    def _read(self):
        left = b""
        while True:
            try:
                some = os.read(self.answers, 1 << 16)
            except OSError:
                break
            if not some:
                break
            *whole, left = (left + some).split(b"\0")
            for text in whole:
                message = json.loads(text)
                waiting = self.waiting.pop(message.get("id"), None)
                if waiting:
                    waiting.put(message)
        for waiting in list(self.waiting.values()):
            waiting.put({"error": "the browser ended"})

    def call(self, method, session=None, limit=300, **params):
        answer = queue.Queue()
        with self.lock:
            self.next += 1
            message = {"id": self.next, "method": method, "params": params}
            if session:
                message["sessionId"] = session
            self.waiting[self.next] = answer
            os.write(self.command, json.dumps(message).encode() + b"\0")
        try:
            found = answer.get(timeout=limit)
        except queue.Empty:
            raise Failed("%s: no answer in %d s" % (method, limit)) from None
        if "error" in found:
            raise Failed("%s: %s" % (method, found["error"]))
        return found["result"]

    def tab(self, url):
        return Tab(self, url)

    def close(self):
        try:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(10)
        except (OSError, subprocess.TimeoutExpired):
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Tab:
    def __init__(self, browser, url):
        self.browser = browser
        self.context = browser.call("Target.createBrowserContext")["browserContextId"]
        target = browser.call("Target.createTarget", url="about:blank", browserContextId=self.context)["targetId"]
        self.session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Page.enable")
        self.call("Performance.enable", timeDomain="threadTicks")
        self.call("Page.navigate", url=url)
        self.run("new Promise((done) => document.readyState === 'complete' ? done() : addEventListener('load', done))")

    def call(self, method, **params):
        return self.browser.call(method, self.session, **params)

    def run(self, script, limit=300):
        """The value of a script, of a promise once it is kept."""
        found = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True, limit=limit)
        if "exceptionDetails" in found:
            about = found["exceptionDetails"]
            raise Failed(about.get("exception", {}).get("description") or about["text"])
        return found["result"].get("value")

    def main_thread(self):
        """Milliseconds of CPU of the page's main thread so far; workers are not in it."""
        metrics = self.call("Performance.getMetrics")["metrics"]
        return 1000 * next(one["value"] for one in metrics if one["name"] == "TaskDuration")

    def close(self):
        self.browser.call("Target.disposeBrowserContext", browserContextId=self.context)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
