import type { ConnectionError } from 'fastify';
import type { Socket } from 'node:net';

/** Requests that are no HTTP, or whose headers have no end, never become a request: they are answered on the socket. */
export function answerRawError(publicUrl: string) {
  return (error: ConnectionError, socket: Socket): void => {
    // The other side has gone, or an answer has begun already.
    if (error.code === 'ECONNRESET' || !socket.writable || socket.bytesWritten > 0) {
      socket.destroy();
      return;
    }
    const status =
      error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
    const body = JSON.stringify({
      type: `${publicUrl}/problems/invalid_request`,
      title: 'The request is not valid',
      status: Number(status.slice(0, 3)),
      detail: 'This is not a request that can be read.',
      code: 'invalid_request',
    });
    const headers = [
      `HTTP/1.1 ${status}`,
      'content-type: application/problem+json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
    ];
    socket.end(`${headers.join('\r\n')}\r\n\r\n${body}`);
  };
}
