"""A mail server by the package aiosmtpd: STARTTLS before anything else, then a login.

Takes the files of a certificate and its key, a user and a password. Prints its port, then each mail as a line of JSON.
"""
import json
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

certificate, key, user, password = sys.argv[1:]


class Handler:
    async def handle_DATA(self, server, session, envelope):
        seen = {
            "to": envelope.rcpt_tos,
            "tls": session.ssl is not None,
            "user": session.auth_data.login.decode() if session.auth_data else None,
            "text": envelope.content.decode("ascii"),
        }
        print(json.dumps(seen), flush=True)
        return "250 taken"


def authenticate(server, session, envelope, mechanism, data):
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (user.encode(), password.encode())
    return AuthResult(success=right, handled=right, auth_data=data)


tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
tls.load_cert_chain(certificate, key)
controller = Controller(
    Handler(),
    hostname="127.0.0.1",
    port=0,
    tls_context=tls,
    require_starttls=True,
    auth_required=True,
    authenticator=authenticate,
)
# With port 0 the controller would try to reach port 0 to see whether it runs: the loop is run by hand instead.
server = controller.loop.run_until_complete(controller._create_server())
print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
controller.loop.run_forever()
