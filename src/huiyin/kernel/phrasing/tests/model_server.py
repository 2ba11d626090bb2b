"""A server that speaks chat completions, over real HTTP, and keeps what came."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class ModelServer:
    def __init__(self):
        self.came = []
        self.words = "好的。"
        self.status = 200
        self.body = None
        self.delay = 0.0
        self.drip = 0.0
        self.base = ""

    @property
    def all_that_came(self):
        return "\n".join(
            f"{path}\n{headers}\n{body.decode()}" for path, headers, body in self.came
        )

    @property
    def matter(self):
        """What the last question was about."""
        return json.loads(json.loads(self.came[-1][2])["messages"][1]["content"])

    def answer(self):
        if self.body is not None:
            return self.body
        choice = {"message": {"role": "assistant", "content": self.words}}
        return json.dumps({"choices": [{**choice, "finish_reason": "stop"}]}).encode()


@contextmanager
def listening_model():
    model = ModelServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            model.came.append((self.path, dict(self.headers), body))
            time.sleep(model.delay)
            said = model.answer()
            self.send_response(model.status)
            if model.status == 302:
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            try:
                for place in range(0, len(said), 8 if model.drip else max(1, len(said))):
                    self.wfile.write(said[place : place + (8 if model.drip else len(said))])
                    self.wfile.flush()
                    time.sleep(model.drip)
            except OSError:
                pass

        def log_message(self, *_args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    model.base = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield model
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
