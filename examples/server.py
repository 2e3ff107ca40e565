"""A service for an OA system: POST the data of a report as JSON, get its Word document or the list of findings.

    python examples/server.py 8080
    curl --data-binary @report.json http://127.0.0.1:8080/ -o report.docx

Reading, checking and rendering run in a thread (asyncio.to_thread), so that the loop answers others meanwhile; the
compiled template is shared by all threads. Only the standard library is needed. Put it behind the web server of the
house: this one knows no encryption and no users.
"""

import asyncio
import json
import sys

import gikreport

LARGEST = 4 * 2**20  # bytes of one report's data
PATIENCE = 30  # seconds for a request to arrive
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEMPLATES = {form.name: gikreport.compile(form) for form in gikreport.FORMS}  # once, when the service starts

Answer = tuple[str, str, bytes]


def answered(data: bytes) -> Answer:
    """The document, or why there is none: 422 with the findings, 400 for what is no data of a report."""
    try:
        with gikreport.isolation():  # a document that somebody posts is opened in a process of its own
            sound = gikreport.sound(gikreport.read(data))
        return "200 OK", WORD, TEMPLATES[sound.form.name].render(sound)
    except gikreport.UnsoundReport as error:
        return "422 Unprocessable Content", *_json(gikreport.file_data("", None, error.findings))
    except gikreport.GikreportError as error:
        return "400 Bad Request", *_json(gikreport.file_data("", None, (), error))


def _json(data: object) -> tuple[str, bytes]:
    return "application/json; charset=utf-8", json.dumps(data, ensure_ascii=False).encode()


async def posted(reader: asyncio.StreamReader) -> bytes:
    """The body of a POST; raises ValueError for anything else."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    fields = dict(line.lower().split(":", 1) for line in head[1:] if ":" in line)
    size = int(fields.get("content-length", "-1"))
    if not head[0].startswith("POST ") or not 0 <= size <= LARGEST:
        raise ValueError(head[0])
    return await reader.readexactly(size)


async def serve_one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One request, one answer."""
    try:
        data = await asyncio.wait_for(posted(reader), PATIENCE)
        status, kind, content = await asyncio.to_thread(answered, data)
    except (ValueError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        status, kind, content = "400 Bad Request", "text/plain; charset=utf-8", "POST 报告数据（JSON）\n".encode()
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(content)}\r\nConnection: close\r\n\r\n"
    writer.write(head.encode() + content)
    await writer.drain()
    writer.close()


async def main(port: int) -> None:
    """Serve until stopped; port 0 takes any that is free."""
    server = await asyncio.start_server(serve_one, "127.0.0.1", port)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 8080))
