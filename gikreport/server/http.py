"""The application: routes made from the table of operations, requests read within bounds, answers with headers."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Final

import attrs
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from ..errors import GikreportError, InternalError, Words
from .answers import Answer, Refused, as_error, as_json
from .bodies import FORM, JSON, Body
from .lanes import Lanes
from .logs import audit, log_request
from .metrics import TEXT, Metrics
from .openapi import description
from .operations import LOOKUPS, OPERATIONS, Lookup, Operation
from .pages import PATHS, PageRequest, Pages, refused_page
from .settings import Service

Endpoint = Callable[[Request], Awaitable[Response]]
# What every answer carries: no browser guesses its kind, shows it in a frame, runs or keeps anything of it.
HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def app(service: Service | None = None, pages: Pages | None = None) -> Starlette:
    """The service as an ASGI application, to be run alone or mounted in another; `pages` answers browsers."""
    return _Front(service or Service(), pages).application()


class _Front:
    """What stands between a client and the workers."""

    def __init__(self, service: Service, pages: Pages | None = None) -> None:
        self._service = service
        self._pages = pages
        self._lanes = Lanes(service, pages)
        self._metrics = Metrics()
        self._held = 0

    def application(self) -> Starlette:
        routes = [Route(one.path, self._operation(one), methods=["POST"], name=one.name) for one in OPERATIONS]
        routes += [Route(one.path, self._lookup(one), methods=["GET"], name=one.name) for one in LOOKUPS]
        routes += [
            Route("/openapi.json", self._told("openapi", self._openapi), methods=["GET"]),
            Route("/metrics", self._told("metrics", self._metrics_text), methods=["GET"]),
            Route("/healthz", self._told("healthz", self._health, free=True), methods=["GET"]),
            Route("/readyz", self._told("readyz", self._ready, free=True), methods=["GET"]),
        ]
        if self._pages is not None:
            routes += [Route(path, self._page(self._pages), methods=["GET", "POST"]) for path in PATHS]
        handlers: Any = {HTTPException: self._no_route, Exception: self._failed}
        made = Starlette(routes=routes, exception_handlers=handlers, lifespan=self._lifespan)
        made.router.redirect_slashes = False
        return made

    @contextlib.asynccontextmanager
    async def _lifespan(self, application: Starlette) -> AsyncIterator[None]:
        starting = [asyncio.create_task(lane.ready()) for lane in (self._lanes.data, self._lanes.documents)]
        try:
            yield
        finally:
            for task in starting:
                task.cancel()
            await asyncio.to_thread(self._lanes.end)

    def _operation(self, operation: Operation) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            begun, lang, taken, content = time.perf_counter(), language(request), 0, b""
            try:
                who = self._who(request)
                kind = _kind(request, operation)
                async with self._receiving(request) as content:
                    taken = len(content)
                    body = Body(request.headers["content-type"], content, lang)
                    answer = await self._lanes.done(operation, body, kind == FORM)
                    await self._audit(who, operation.name, content, answer)
            except GikreportError as error:
                answer = as_error(error, lang)
            except ClientDisconnect:
                answer = as_error(Refused("bad-request", _GONE), lang)
            return self._answered(operation.name, answer, begun, taken, whole=bool(content) or taken > 0)

        return endpoint

    def _page(self, pages: Pages) -> Endpoint:
        """The answer to a browser: made in a worker, as every file that anybody sends is read in one."""

        async def endpoint(request: Request) -> Response:
            begun, taken, content = time.perf_counter(), 0, b""
            try:
                self._who(request)
                async with self._sent(request) as content:
                    taken = len(content)
                    body = Body(request.headers.get("content-type", ""), content)
                    asked = PageRequest(request.method, request.url.path, body, self._service.libreoffice)
                    answer = await self._lanes.page(pages, asked)
            except GikreportError as error:
                answer = refused_page(error)
            except ClientDisconnect:
                answer = refused_page(Refused("bad-request", _GONE))
            whole = request.method == "GET" or bool(content) or taken > 0
            return self._answered("page", answer, begun, taken, whole=whole)

        return endpoint

    @contextlib.asynccontextmanager
    async def _sent(self, request: Request) -> AsyncIterator[bytes]:
        """The body of a form; none where a page is only asked for."""
        if request.method != "POST":
            yield b""
            return
        async with self._receiving(request) as content:
            yield content

    def _lookup(self, lookup: Lookup) -> Endpoint:
        async def answer(request: Request) -> Answer:
            return unless_known(request, lookup.handler(language(request), request.path_params.get("form", "")))

        return self._told(lookup.name, answer)

    def _told(self, name: str, make: Callable[[Request], Awaitable[Answer]], free: bool = False) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            begun = time.perf_counter()
            try:
                if not free:
                    self._who(request)
                answer = await make(request)
            except GikreportError as error:
                answer = as_error(error, language(request))
            return self._answered(name, answer, begun, 0)

        return endpoint

    def _who(self, request: Request) -> str:
        """The name of who asks; raises Refused where the token is wrong."""
        who = self._service.who(request.headers.get("authorization", ""))
        if who is None:
            raise Refused("token", Words("令牌不对", "the token is wrong or missing"))
        return who

    @contextlib.asynccontextmanager
    async def _receiving(self, request: Request) -> AsyncIterator[bytes]:
        """The body of a request, read as far as its limit and held until the request is answered."""
        pieces: list[bytes] = []
        try:
            await self._receive(request, pieces)
            yield b"".join(pieces)
        finally:
            self._held -= sum(map(len, pieces))

    async def _receive(self, request: Request, pieces: list[bytes]) -> None:
        most = self._service.largest
        _stated_length(request, most)
        size = 0
        try:
            async with asyncio.timeout(self._service.patience):
                async for piece in request.stream():
                    pieces.append(piece)
                    size += len(piece)
                    self._held += len(piece)
                    _hold(size, most, self._held, self._service.held)
        except TimeoutError:
            raise Refused("slow", Words("请求来得太慢", "the request came too slowly")) from None

    async def _audit(self, who: str, name: str, content: bytes, answer: Answer) -> None:
        """Write the audit line; where it cannot be written nothing is answered."""
        if self._service.audit is None:
            return
        try:
            await asyncio.to_thread(audit, self._service, who, name, content, answer)
        except GikreportError as error:
            raise Refused("busy", error.words, error.problems) from error

    def _answered(self, name: str, answer: Answer, begun: float, taken: int, whole: bool = True) -> Response:
        seconds = time.perf_counter() - begun
        self._metrics.add(name, answer.status, seconds)
        log_request(name, answer, seconds, taken)
        close = {} if whole else {"Connection": "close"}  # what is left of the body is not waited for
        return response(answer, close)

    async def _openapi(self, request: Request) -> Answer:
        return unless_known(request, as_json(description(request.scope.get("root_path", ""))))

    async def _metrics_text(self, request: Request) -> Answer:
        return Answer(kind=TEXT, content=self._metrics.text(self._lanes.named).encode())

    async def _health(self, request: Request) -> Answer:
        return as_json({"status": "ok", "version": _version()})

    async def _ready(self, request: Request) -> Answer:
        if await self._lanes.data.ready() and await self._lanes.documents.ready():
            return as_json({"status": "ready", "version": _version()})
        raise Refused("not-ready", Words("还没有准备好", "not ready"))

    async def _no_route(self, request: Request, error: HTTPException) -> Response:
        """A path or a method that there is not, in the one shape of an error."""
        codes = {404: "not-found", 405: "method"}
        words = {404: _NO_PATH, 405: _NO_METHOD}
        code = codes.get(error.status_code, "bad-request")
        answer = as_error(Refused(code, words.get(error.status_code, _NO_PATH)), language(request))
        self._metrics.add("other", answer.status, 0.0)
        return response(answer, dict(error.headers or {}))

    async def _failed(self, request: Request, error: Exception) -> Response:
        """A fault of our own, told as such."""
        return response(as_error(InternalError.of(request.url.path, error), language(request)), {})


_GONE: Final = Words("请求中断了", "the request was broken off")
_NO_PATH: Final = Words("没有这个地址；全部地址见 /openapi.json", "no such path; /openapi.json lists them")
_NO_METHOD: Final = Words("这个地址不用这种方法", "this path does not take the method")


def unless_known(request: Request, answer: Answer) -> Answer:
    """An answer, or 304 where If-None-Match says that the client has it."""
    if answer.etag not in request.headers.get("if-none-match", ""):
        return answer
    return attrs.evolve(answer, status=304, content=b"", headers={"ETag": answer.etag, "Vary": "Accept-Language"})


def language(request: Request) -> str:
    """ "zh" or "en", whichever Accept-Language weighs more; Chinese where it names neither."""
    weights = {"zh": 0.0, "en": 0.0}
    for part in request.headers.get("accept-language", "")[:500].split(","):
        tag, _, quality = part.strip().partition(";")
        name = tag.strip().partition("-")[0].lower()
        if name in weights:
            weights[name] = max(weights[name], _quality(quality))
    return "en" if weights["en"] > weights["zh"] else "zh"


def _quality(text: str) -> float:
    try:
        return min(1.0, max(0.0, float(text.strip().removeprefix("q=")))) if text else 1.0
    except ValueError:
        return 0.0


def _kind(request: Request, operation: Operation) -> str:
    """The content type of a request, without its parameters; raises Refused where it is not taken."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in operation.kinds:
        known = "、".join(operation.kinds)
        raise Refused("content-type", Words(f"应为 {known}", f"takes {', '.join(operation.kinds)}"))
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Refused("content-type", Words("请求不能压缩", "a compressed request is not read"))
    return kind


def _stated_length(request: Request, most: int) -> None:
    """Refuse a request that says it is too large, or that neither says how long it is nor comes in chunks."""
    stated = request.headers.get("content-length")
    if stated is None:
        if request.scope.get("http_version", "1.1").startswith("1") and "transfer-encoding" not in request.headers:
            raise Refused("length", Words("请求没有写明长度", "the request states no length"))
    elif not stated.isdigit() or len(stated) > 18 or int(stated) > most:
        raise _too_large(most)


def _hold(size: int, most: int, held: int, most_held: int) -> None:
    if size > most:
        raise _too_large(most)
    if held > most_held:
        raise Refused("busy", Words("正在接收的请求太多，请稍后再试", "too much is being received; come again"))


def _too_large(most: int) -> Refused:
    return Refused("too-large", Words(f"请求超过 {most:,} 字节", f"a request has at most {most:,} bytes"))


def response(answer: Answer, headers: dict[str, str]) -> Response:
    """An answer with its headers."""
    own = {"ETag": answer.etag, "Vary": "Accept-Language"} if answer.status == 200 else {}
    return Response(
        answer.content, answer.status, {**HEADERS, **own, **answer.headers, **headers, "Content-Type": answer.kind}
    )


def _version() -> str:
    from importlib.metadata import version

    return version("gikreport")


__all__ = ["HEADERS", "JSON", "app", "language", "response"]
