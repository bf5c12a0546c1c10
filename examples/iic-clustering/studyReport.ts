export function writeStudyReport(run: unknown): void {
  console.log(Object.keys(run as object));
}
