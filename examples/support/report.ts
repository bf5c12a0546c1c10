import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { svgToPng } from './chart';

/** One picture of a report. */
export interface Figure {
  readonly name: string;
  readonly caption: string;
  readonly svg: string;
  /** What the page shows in place of the picture; each different script runs once, at its end. */
  readonly interactive?: { readonly html: string; readonly script: string };
}

/** One table of a report, as the terminal shows it. */
export interface Section {
  readonly title: string;
  readonly text: string;
}

/** What an example leaves behind. */
export interface Report {
  readonly title: string;
  readonly introduction: string;
  readonly metrics: unknown;
  readonly sections: readonly Section[];
  readonly figures: readonly Figure[];
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (c) => entities[c] ?? c);

const style = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
pre { background: #f5f5f5; padding: 1rem; overflow-x: auto; line-height: 1.3; }
figure { margin: 2rem 0; }
figure svg { max-width: 100%; height: auto; }
figcaption { color: #555; }`;

function page({ title, introduction, metrics, sections, figures }: Report): string {
  const tables = sections.map(
    ({ title, text }) => `<h2>${escapeHtml(title)}</h2>\n<pre>${escapeHtml(text)}</pre>`,
  );
  const pictures = figures.map(
    ({ name, caption, svg, interactive }) =>
      `<figure id="${name}">${interactive?.html ?? svg}<figcaption>${escapeHtml(caption)}</figcaption></figure>`,
  );
  const scripts = new Set(figures.flatMap(({ interactive }) => interactive?.script ?? []));
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${style}</style></head>
<body>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(introduction)}</p>
${tables.join('\n')}
<h2>Figures</h2>
${pictures.join('\n')}
<h2>metrics.json</h2>
<pre>${escapeHtml(JSON.stringify(metrics, null, 2))}</pre>
${[...scripts].join('\n')}
</body>
</html>
`;
}

/** Writes `metrics.json`, every figure as SVG and PNG, and a self-contained `index.html`. */
export function writeReport(folder: string, report: Report): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'metrics.json'), `${JSON.stringify(report.metrics, null, 2)}\n`);
  for (const { name, svg } of report.figures) {
    writeFileSync(join(folder, `${name}.svg`), svg);
    writeFileSync(join(folder, `${name}.png`), svgToPng(svg));
  }
  writeFileSync(join(folder, 'index.html'), page(report));
}
