/** Asks one address again and again over kept-alive connections, with as little work on this side as possible. */
import { connect, type Socket } from "node:net";

export type Load = { requestsPerS: number; bytesPerAnswer: number };

const CRLF2 = Buffer.from("\r\n\r\n");

/** Requests per second that a server answers with 200 over `connections` connections for `seconds`. */
export async function measureLoad(
  url: string,
  headers: Record<string, string>,
  connections = 16,
  seconds = 3,
): Promise<Load> {
  const { hostname, port, pathname, search, host } = new URL(url);
  const lines = Object.entries({ Host: host, ...headers }).map(([name, value]) => `${name}: ${value}`);
  const request = Buffer.from(`GET ${pathname}${search} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
  const begun = performance.now();
  const end = begun + seconds * 1000;
  const each = await Promise.all(
    Array.from({ length: connections }, () => askUntil(connect(Number(port), hostname), request, end)),
  );
  const answers = each.reduce((sum, one) => sum + one.answers, 0);
  const bytes = each.reduce((sum, one) => sum + one.bytes, 0);
  return { requestsPerS: (answers * 1000) / (performance.now() - begun), bytesPerAnswer: bytes / answers };
}

function askUntil(socket: Socket, request: Buffer, end: number): Promise<{ answers: number; bytes: number }> {
  let answers = 0;
  let bytes = 0;
  let head = Buffer.alloc(0);
  let left = -1;
  return new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.on("connect", () => socket.write(request));
    socket.on("data", (chunk: Buffer) => {
      let rest = chunk;
      if (left < 0) {
        head = Buffer.concat([head, rest]);
        const at = head.indexOf(CRLF2);
        if (at < 0) return;
        const text = head.subarray(0, at).toString("latin1");
        if (!text.startsWith("HTTP/1.1 200")) return reject(new Error(text.split("\r\n")[0]));
        left = Number(/^content-length: *(\d+)/im.exec(text)?.[1] ?? Number.NaN);
        if (Number.isNaN(left)) return reject(new Error("the answer has no Content-Length"));
        bytes += left;
        rest = head.subarray(at + CRLF2.length);
        head = Buffer.alloc(0);
      }
      left -= rest.length;
      if (left > 0) return;
      answers++;
      left = -1;
      if (performance.now() < end) socket.write(request);
      else socket.end(() => resolve({ answers, bytes }));
    });
  });
}
