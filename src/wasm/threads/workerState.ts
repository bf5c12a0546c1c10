/** What a worker is at, in the memory that it shares with the thread that asks. */
export const workerState = {
  idle: 0,
  asked: 1,
  working: 2,
  done: 3,
  failed: 4,
  stopped: 5,
} as const;
