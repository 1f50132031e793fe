/** The parts of the description that the page shows. */
interface Shown {
  readonly info: { readonly title: string; readonly description: string };
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, unknown> };
  readonly 'x-codes': Record<string, { readonly status: number; readonly when: string; readonly sentence: string }>;
}

interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly schema: unknown;
  }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: unknown }> };
  readonly responses: Record<string, { readonly content?: Record<string, { readonly schema?: unknown }> }>;
}

/** The description of the API as a page: no script, nothing from anywhere else. */
export const referencePage = (description: unknown): string => {
  const { info, paths, components, 'x-codes': codes } = description as Shown;
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const groups = [...new Set(all.flatMap(({ operation }) => operation.tags))];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(info.title)}: plain HTTP</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${text(info.title)}</h1>
<p>${text(info.description)}</p>
<p>The same as a machine reads it: <a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
<nav aria-label="Parts">${[...groups, 'Shapes', 'Codes'].map((group) => `<a href="#${anchor(group)}">${text(group)}</a>`).join(' ')}</nav>
</header>
<main>
${groups
  .map((group) =>
    section(
      group,
      all
        .filter(({ operation }) => operation.tags.includes(group))
        .map(article)
        .join('\n'),
    ),
  )
  .join('\n')}
${section(
  'Shapes',
  Object.entries(components.schemas)
    .map(([name, schema]) => shape(name, schema))
    .join('\n'),
)}
${section('Codes', table(codes))}
</main>
</body>
</html>
`;
};

const section = (title: string, content: string): string =>
  `<section aria-labelledby="${anchor(title)}">\n<h2 id="${anchor(title)}">${text(title)}</h2>\n${content}\n</section>`;

const article = ({ path, method, operation }: { path: string; method: string; operation: Operation }): string => {
  const [media, answer] = Object.entries(operation.responses['200']?.content ?? {})[0] ?? ['', {}];
  const body = operation.requestBody?.content['application/json']?.schema;
  return `<article id="${anchor(operation.operationId)}">
<h3><span class="method">${text(method.toUpperCase())}</span> <code>${text(path)}</code></h3>
<p>${prose(operation.summary)}</p>
${operation.parameters.length === 0 ? '' : parameters(operation)}
${body === undefined ? '' : fold('What is sent', body)}
${answer.schema === undefined ? `<p>Answers <code>${text(media)}</code>.</p>` : fold('What is answered', answer.schema)}
</article>`;
};

const parameters = ({ parameters: all }: Operation): string =>
  `<table><thead><tr><th>parameter</th><th>is</th></tr></thead><tbody>${all
    .map(
      ({ name, in: place, required, schema }) =>
        `<tr><td><code>${text(name)}</code><br><small>${text(place)}${required ? '' : ', optional'}</small></td><td><code>${linked(JSON.stringify(schema))}</code></td></tr>`,
    )
    .join('')}</tbody></table>`;

const fold = (title: string, schema: unknown): string =>
  `<details><summary>${text(title)}</summary><pre tabindex="0">${linked(JSON.stringify(schema, null, 2))}</pre></details>`;

const shape = (name: string, schema: unknown): string =>
  `<article id="${anchor(`shape ${name}`)}"><h3>${text(name)}</h3>${fold('JSON Schema', schema)}</article>`;

const table = (codes: Shown['x-codes']): string =>
  `<table><thead><tr><th>code</th><th>HTTP</th><th>when</th></tr></thead><tbody>${Object.entries(codes)
    .map(
      ([code, { status, when, sentence }]) =>
        `<tr><td><code>${text(code)}</code></td><td>${status}</td><td>${text(when)}<br>${text(sentence)}</td></tr>`,
    )
    .join('')}</tbody></table>`;

/** JSON, in which a reference to a shape leads to it. */
const linked = (json: string): string =>
  text(json).replaceAll(
    /&quot;\$ref&quot;: ?&quot;#\/components\/schemas\/([A-Za-z0-9]+)&quot;/g,
    (_, name: string) => `&quot;$ref&quot;: <a href="#${anchor(`shape ${name}`)}">${name}</a>`,
  );

/** A sentence, with what stands between backticks as code. */
const prose = (raw: string): string => text(raw).replaceAll(/`([^`]+)`/g, '<code>$1</code>');

const anchor = (title: string): string => title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

const text = (raw: string): string =>
  raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const style = `
:root { color-scheme: light dark; --line: light-dark(#dcd8cd, #383a34); --soft: light-dark(#f4f2ec, #1c1d1a); --accent: light-dark(#0d466b, #a9d1ee); }
body { margin: 0 auto; padding: 1rem 1rem 4rem; max-width: 70rem; font: 1rem/1.55 system-ui, sans-serif; background: light-dark(#fcfbf8, #131412); color: light-dark(#1a1a17, #efede6); overflow-wrap: anywhere; }
header p { max-width: 66ch; }
h1 { font-size: 1.9rem; line-height: 1.2; }
h2 { margin-block-start: 3rem; border-block-start: 1px solid var(--line); padding-block-start: 1rem; }
h3 { font-size: 1.05rem; margin-block-end: .25rem; }
a { color: var(--accent); }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
article { margin-block: 1.5rem; }
article p { margin-block: .25rem .5rem; max-width: 80ch; }
code, pre { font: .875rem/1.5 ui-monospace, monospace; }
.method { display: inline-block; min-width: 3.5rem; font: 700 .8rem ui-monospace, monospace; color: var(--accent); }
table { width: 100%; border-collapse: collapse; margin-block: .5rem; }
th { text-align: start; font-weight: 600; }
th, td:first-child { white-space: nowrap; overflow-wrap: normal; }
th, td { padding: .3rem .75rem .3rem 0; border-block-end: 1px solid var(--line); vertical-align: top; }
details { margin-block: .25rem; }
summary { cursor: pointer; color: var(--accent); }
pre { background: var(--soft); padding: .75rem; border-radius: 6px; overflow: auto; max-height: 30rem; }
`;
