import { join } from 'node:path'
import { withPalette } from './png.mjs'
import {
  closePanel,
  dragMouse,
  editorOf,
  goToLine,
  hoverWord,
  leavePreview,
  noteRows,
  openFile,
  openQuickFixes,
  pick,
  placeOf,
  problemRows,
  quickPickRows,
  restMouse,
  runCommand,
  scrollTo,
  waitForMessage,
  waitForPreview,
  waitForSquiggle,
} from './steps.mjs'
import { openWorkbench, shot } from './workbench.mjs'

/** Nothing but the editor, in letters that can be read in a README. */
const SETTINGS = {
  'workbench.activityBar.location': 'hidden',
  'workbench.statusBar.visible': false,
  'breadcrumbs.enabled': false,
  'editor.fontSize': 14,
  'editor.hover.delay': 100,
  'editor.stickyScroll.enabled': false,
  'editor.scrollbar.vertical': 'hidden',
  'editor.scrollbar.horizontal': 'hidden',
  'editor.overviewRulerLanes': 0,
  'editor.hideCursorInOverviewRuler': true,
  'editor.overviewRulerBorder': false,
  'editor.renderLineHighlight': 'none',
}
const WIDTH = 900
const HEIGHT = 560
/** At most 1280 by 800 once scaled. */
const SCALE = 1.4

/** The pictures of the README, from the extension as it is. */
export async function takePictures(vsix, folder) {
  const ui = await openWorkbench({ vsix, settings: SETTINGS, width: WIDTH, height: HEIGHT, scale: SCALE })
  try {
    // The file explorer.
    await runCommand(ui, 'View: Close Primary Side Bar')
    for (const { name, run } of pictures) {
      const clip = await run(ui)
      await shot(ui, folder, `${name}.png`, clip, withPalette)
      console.log(`  ${join(folder, `${name}.png`)}`)
      for (let i = 0; i < 2; i++) await ui.page.keyboard.press('Escape')
      await restMouse(ui)
    }
  } finally {
    await ui.stop()
  }
}

const pictures = [
  {
    name: 'hover',
    run: async (ui) => {
      await openFile(ui, 'shop/web.yaml')
      await show(ui, 54)
      await hoverWord(ui, 'maxUnavailable: ', 'rolling update')
      return hoverClip(ui, 'maxUnavailable: ')
    },
  },
  {
    name: 'problem',
    run: async (ui) => {
      await openFile(ui, 'faults/misspelt-field.yaml')
      await waitForSquiggle(ui, 'error')
      await show(ui, 15)
      await hoverWord(ui, 'replica: ', 'no field')
      return hoverClip(ui, 'replica: ')
    },
  },
  {
    name: 'quick-fix',
    run: async (ui) => {
      await openFile(ui, 'faults/misspelt-field.yaml')
      await show(ui, 15)
      await openQuickFixes(ui, 'replica: ', 'Rename to replicas')
      return menuClip(ui, 'replica: ')
    },
  },
  {
    name: 'quick-pick',
    run: async (ui) => {
      await openFile(ui, 'shop/database.yaml')
      await runCommand(ui, 'Purser: Explain…')
      await quickPickRows(ui, 'service dns', 'DNS')
      return boxAround(ui.page.locator('.quick-input-widget:visible'))
    },
  },
  ...[
    { name: 'hover-cluster-ip', file: 'database', line: 62, word: 'None', said: 'Headless Service' },
    { name: 'hover-service-name', file: 'database', line: 84, word: 'serviceName: ', said: 'in DNS' },
    { name: 'hover-max-surge', file: 'api', line: 103, word: '25%', said: 'maxSurge' },
    { name: 'hover-kind', file: 'database', line: 73, word: 'StatefulSet', said: 'not interchangeable' },
    { name: 'hover-value', file: 'report', line: 29, word: 'Forbid', said: 'concurrencyPolicy' },
  ].map(({ name, file, line, word, said }) => ({
    name,
    run: async (ui) => {
      await openFile(ui, `shop/${file}.yaml`)
      await show(ui, line)
      await hoverWord(ui, word, said)
      return hoverClip(ui, word)
    },
  })),
  {
    name: 'lint-workspace',
    run: async (ui) => {
      await runCommand(ui, 'Purser: Lint Workspace')
      await waitForMessage(ui, 'problems (')
      await problemRows(ui, 'faults')
    },
  },
  {
    name: 'explain',
    run: async (ui) => {
      await closePanel(ui)
      await runCommand(ui, 'Notifications: Clear All Notifications')
      await openFile(ui, 'shop/database.yaml')
      await runCommand(ui, 'Purser: Explain…')
      await pick(ui, 'headless', 'Headless Service')
      await waitForPreview(ui, 'A headless Service has no address of its own')
    },
  },
  {
    name: 'explain-manifest',
    run: async (ui) => {
      await leavePreview(ui)
      await openFile(ui, 'shop/report.yaml')
      await runCommand(ui, 'Purser: Explain This Manifest')
      // Away from the borders of views, which turn blue.
      await ui.page.mouse.move(WIDTH / 4, 8)
      await waitForPreview(ui, 'at 02:15 every day, in the time zone Europe/Berlin')
      await scrollTo(ui, 'CronJob report')
    },
  },
  {
    name: 'notes-tree',
    run: async (ui) => {
      await runCommand(ui, 'View: Close All Editor Groups')
      await openFile(ui, 'shop/database.yaml')
      await noteRows(ui, 'shop/database.yaml')
      // The files make room, and so does the editor.
      await ui.page.locator('.pane-header', { hasText: 'examples' }).first().click()
      const edge = await ui.page.locator('.part.sidebar').boundingBox()
      await dragMouse(ui, edge.x + edge.width, HEIGHT / 2, 0.45 * WIDTH)
      await ui.page.mouse.move(WIDTH / 4, 8)
    },
  },
]

async function boxAround(locator) {
  const { x, y, width, height } = await locator.first().boundingBox()
  return { x: x - 8, y: Math.max(0, y - 4), width: width + 16, height: height + 12 }
}

async function show(ui, line) {
  await goToLine(ui, line)
  await restMouse(ui)
}

/** From the hover above a text, or two lines above it, to some lines below. */
async function hoverClip(ui, text) {
  const hover = await ui.page.locator('.monaco-hover:visible').first().boundingBox()
  const { top, height } = await placeOf(ui, text)
  const line = await editorClip(ui, top - 2 * height, 8 * height)
  const group = await ui.page.locator('.editor-group-container.active').boundingBox()
  // A tall one covers the tabs, which are then shown whole.
  const y =
    hover.y - 6 < line.y && hover.y < (await editorOf(ui).boundingBox()).y ? group.y : Math.min(line.y, hover.y - 6)
  return { ...line, y, height: line.y + line.height - y }
}

/** From two lines above a text down over what hangs below it. */
async function menuClip(ui, text) {
  const { top, height } = await placeOf(ui, text)
  return editorClip(ui, top - 2 * height, 13 * height)
}

async function editorClip(ui, y, height) {
  const box = await editorOf(ui).boundingBox()
  return { x: box.x, y: Math.max(y, box.y), width: box.width, height: Math.min(height, box.y + box.height - y) }
}
