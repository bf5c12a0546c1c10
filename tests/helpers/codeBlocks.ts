/** The TypeScript code blocks of a Markdown text; blocks of other languages are not for running. */
export function codeBlocks(markdown: string): string[] {
  return [...markdown.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code]) => code as string);
}
