// Reads, searches, writes and fails, by a client whose types were generated from openapi.yaml.
// Prints what it found as JSON; usage: node use_typescript_client.js URL TOKEN

import createClient from "openapi-fetch";
import type { paths } from "./schema.js";

declare const process: { argv: string[] };

const [url, token] = process.argv.slice(2);
const reader = createClient<paths>({ baseUrl: url });
const editor = createClient<paths>({ baseUrl: url, headers: { Authorization: `Bearer ${token}` } });

/** What was answered; an answer of another kind ends the program. */
function need<T>(data: T | undefined, response: Response): T {
  if (data === undefined) throw new Error(`${response.url} answers ${response.status}`);
  return data;
}

async function read() {
  const list = await reader.GET("/api/v1/quotes", { params: { query: { page_size: 100 } } });
  const { items, page } = need(list.data, list.response);
  const joint = items.find((quote) => quote.attributions.length > 1);
  if (joint === undefined) throw new Error("no quote of two speakers");
  const one = await reader.GET("/api/v1/quotes/{reference}", { params: { path: { reference: joint.id } } });
  const quote = need(one.data, one.response);
  return {
    page: page.number,
    all: items.length === page.total,
    speakers: quote.attributions.map((attribution) => attribution.speaker?.name ?? null),
    event: quote.event?.name ?? null,
  };
}

async function search() {
  const found = await reader.GET("/api/v1/search", { params: { query: { q: "fausse rumeur" } } });
  const [first] = need(found.data, found.response).items;
  if (first?.quote == null) throw new Error("nothing found");
  const letters = [...first.quote.text];
  return {
    type: first.type,
    speakers: first.quote.attributions.map((attribution) => attribution.speaker?.name ?? null),
    marked: first.highlights.map((mark) => letters.slice(mark.start, mark.end).join("")),
  };
}

async function write() {
  const created = await editor.POST("/api/v1/quotes", {
    body: {
      text: "Un client généré a dit ceci.",
      external_id: "typescript",
      said_on: "2016-11",
      attributions: [{ kind: "person", printed_as: "Mme Carroll", speaker: "melissa-carroll", organisation: "spvm" }],
    },
  });
  const quote = need(created.data, created.response);
  const etag = created.response.headers.get("ETag") ?? "";
  const path = { reference: quote.id };
  const patched = await editor.PATCH("/api/v1/quotes/{reference}", {
    params: { path, header: { "If-Match": etag } },
    headers: { "Content-Type": "application/merge-patch+json" },
    body: { said_on: "2016-11-22" },
  });
  const after = need(patched.data, patched.response);
  return {
    status: created.response.status,
    text: quote.text,
    speaker: quote.attributions[0]?.speaker?.name ?? null,
    said_on: [quote.said_on, after.said_on],
    versions: [quote.version, after.version],
  };
}

async function fail() {
  const missing = await reader.GET("/api/v1/quotes/{reference}", { params: { path: { reference: "nothing" } } });
  const refused = await reader.POST("/api/v1/quotes", { body: { text: "Sans jeton." } });
  return { missing: missing.error?.status ?? null, refused: refused.error?.status ?? null };
}

console.log(JSON.stringify({ read: await read(), search: await search(), write: await write(), fail: await fail() }));
