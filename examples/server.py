"""挂在别的应用里 / Mounted in an ASGI application of your own: `uvicorn examples.server:application`."""

from starlette.applications import Starlette
from starlette.routing import Mount

import gikreport.server

SERVICE = gikreport.Service(workers=2)
application = Starlette(routes=[Mount("/gikreport", gikreport.server.app(SERVICE))])
