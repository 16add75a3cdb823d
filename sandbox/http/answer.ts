/** One HTTP answer, ready to be sent. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function jsonAnswer(
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(value),
  };
}

/** The kind of page that a gateway shows, e.g. nginx in front of GravityZone. */
export function htmlAnswer(
  status: number,
  title: string,
  headers: Record<string, string> = {},
): Answer {
  const heading = status < 300 ? title : `${String(status)} ${title}`;
  return {
    status,
    headers: { 'content-type': 'text/html', ...headers },
    body: `<html>\r\n<head><title>${heading}</title></head>\r\n<body>\r\n<center><h1>${heading}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`,
  };
}

export function emptyAnswer(status: number, headers: Record<string, string> = {}): Answer {
  return { status, headers, body: '' };
}
