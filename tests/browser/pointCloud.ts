// What the cloud of points of a report does in a real browser: it is drawn, turned, magnified, and
// each of its classes hidden and shown.
import type { Page } from 'playwright-core';
import { pointCloudHtml, pointCloudScript } from '../../examples/support/pointCloud';
import type { BrowserResult } from './page';

const colors = ['#ff0000', '#0000ff'];

/** A page with one cloud of two classes: a red line along the first axis, a blue one along the third. */
export function pointCloudPage(): string {
  const along = Array.from({ length: 41 }, (_, index) => index / 20 - 1);
  const html = pointCloudHtml({
    points: [...along.flatMap((x) => [x, 0, 0]), ...along.flatMap((x) => [0, 0, x])],
    classes: [...along.map(() => 0), ...along.map(() => 1)],
    names: ['red', 'blue'],
    colors,
    axes: ['one', 'two', 'three'],
  });
  return `<!doctype html><html><body>${html}${pointCloudScript()}</body></html>`;
}

/** Pixels of the canvas in which one color is far above the others, and how far apart they lie. */
const redAndBlue = `(() => {
  const canvas = document.querySelector('canvas');
  const { data, width } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const of = (channel, other) => {
    let [count, low, high] = [0, Infinity, -Infinity];
    for (let pixel = 0; pixel < data.length / 4; pixel++) {
      if (data[4 * pixel + 3] > 60 && data[4 * pixel + channel] > data[4 * pixel + other] + 60) {
        count++;
        low = Math.min(low, pixel % width);
        high = Math.max(high, pixel % width);
      }
    }
    return { count, width: count === 0 ? 0 : high - low };
  };
  return { red: of(0, 2), blue: of(2, 0) };
})()`;

interface Seen {
  readonly red: { readonly count: number; readonly width: number };
  readonly blue: { readonly count: number; readonly width: number };
}

/** Goes through the checks on a page that shows `pointCloudPage`. */
export async function checkPointCloud(page: Page): Promise<BrowserResult[]> {
  const results: BrowserResult[] = [];
  const look = () => page.evaluate(redAndBlue) as Promise<Seen>;
  const expectThat = (name: string, holds: boolean, seen: Seen): void => {
    results.push(holds ? { name } : { name, error: `saw ${JSON.stringify(seen)}` });
  };

  const first = await look();
  const bothSeen = first.red.count > 100 && first.blue.count > 100;
  expectThat('a cloud of points is drawn in its colors', bothSeen, first);

  const box = await page.locator('canvas').boundingBox();
  const [x, y] = [(box?.x ?? 0) + 280, (box?.y ?? 0) + 280];
  await page.mouse.move(x, y);
  await page.mouse.down();
  // From 30 degrees to 90: the red line then points at the eye.
  await page.mouse.move(x + 105, y, { steps: 5 });
  await page.mouse.up();
  const turned = await look();
  expectThat(
    'dragging turns it, about the upright axis',
    turned.red.width < first.red.width / 4 && Math.abs(turned.blue.width - first.blue.width) < 5,
    turned,
  );

  await page.locator('canvas').focus();
  for (let press = 0; press < 10; press++) await page.keyboard.press('ArrowLeft');
  const back = await look();
  expectThat('the arrow keys turn it back', back.red.width > 3 * turned.red.width, back);

  await page.mouse.wheel(0, -500);
  await page.waitForTimeout(100);
  const larger = await look();
  expectThat('the wheel magnifies it', larger.red.width > 1.3 * back.red.width, larger);

  await page.getByRole('button', { name: 'red' }).click();
  const hidden = await look();
  expectThat(
    'a click on a name hides its points, and those alone',
    hidden.red.count === 0 && hidden.blue.count >= larger.blue.count,
    hidden,
  );
  await page.getByRole('button', { name: 'red' }).click();
  const again = await look();
  expectThat('a second click shows them again', again.red.count === larger.red.count, again);
  return results;
}
