/** The process of one contender: `tsx bench/support/serve.ts <file in bench/contenders> [flags]`. */
import './relaxedSimd';
import { createInterface } from 'node:readline';
import type { Contender, Task } from './contender';
import type { Answer, Question } from './protocol';

const answer = (message: Answer): void => {
  process.stdout.write(`${JSON.stringify(message)}\n`);
};

async function prepare(
  contender: Contender,
  question: Extract<Question, { prepare: string }>,
): Promise<Task | undefined> {
  const task = contender.prepare(question.prepare, question.inputs);
  if (typeof task === 'string') {
    answer({ absent: task });
    return undefined;
  }
  const value = (await task.value?.()) ?? null;
  await task.step();
  answer({ value });
  return task;
}

async function run(task: Task, times: number): Promise<void> {
  const start = performance.now();
  for (let i = 0; i < times; i++) await task.step();
  answer({ milliseconds: performance.now() - start });
}

const { contender } = (await import(`../contenders/${process.argv[2]}.ts`)) as {
  contender: Contender;
};
answer({ title: await contender.start() });

let task: Task | undefined;
for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line) as Question;
  try {
    if ('prepare' in question) task = await prepare(contender, question);
    else if (task) await run(task, question.run);
  } catch (error) {
    answer({ absent: error instanceof Error ? error.message : String(error) });
  }
}
process.exit(0);
