"""A service for any program that speaks HTTP: `app()` is an ASGI application, `serve()` runs it alone."""

from typing import TYPE_CHECKING, Any

from .settings import Service, read_tokens

if TYPE_CHECKING:
    from .http import app
    from .run import serve
else:

    def __getattr__(name: str) -> Any:
        if name == "app":
            from .http import app

            return app
        if name == "serve":
            from .run import serve

            return serve
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = ["Service", "app", "read_tokens", "serve"]
