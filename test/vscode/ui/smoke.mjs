import assert from 'node:assert/strict'
import {
  clickWord,
  closePanel,
  completions,
  goToLine,
  hoverWord,
  openFile,
  outputOf,
  pick,
  problemRows,
  quickFix,
  runCommand,
  waitForMessage,
  waitForPreview,
  waitForSquiggle,
  waitForText,
} from './steps.mjs'

/** In this order, in one window; each may rely on what those before it have left. */
export const smoke = [
  {
    name: 'a faulty manifest has squiggles',
    run: async (ui) => {
      await openFile(ui, 'faults/misspelt-field.yaml')
      await waitForSquiggle(ui, 'error')
    },
  },
  {
    name: 'a hover on a fault says what is wrong',
    run: async (ui) => {
      const text = await hoverWord(ui, 'replica: ', 'no field')
      assert.match(text, /did you mean `?replicas`?/)
    },
  },
  {
    name: 'the Problems panel lists it',
    run: async (ui) => {
      const rows = await problemRows(ui, 'no field')
      assert.ok(rows.some((row) => row.includes('unknown-field')))
      await closePanel(ui)
    },
  },
  {
    name: 'a quick fix puts it right',
    run: async (ui) => {
      await goToLine(ui, 15)
      await quickFix(ui, 'replica: ', 'Rename to replicas')
      await waitForText(ui, 'replicas: 2')
    },
  },
  {
    name: 'a hover on a field explains it',
    run: async (ui) => {
      await openFile(ui, 'shop/web.yaml')
      await goToLine(ui, 54)
      const text = await hoverWord(ui, 'maxUnavailable: ', 'rolling update')
      assert.match(text, /maxUnavailable/)
    },
  },
  {
    name: 'completion knows the fields, and writes one',
    run: async (ui) => {
      await goToLine(ui, 48)
      await clickWord(ui, 'replicas: 3')
      await ui.page.keyboard.press('End')
      await ui.page.keyboard.press('Enter')
      await ui.page.keyboard.type('pau')
      const labels = await completions(ui, 'paused')
      assert.ok(labels.includes('paused'))
      await ui.page.keyboard.press('Enter')
      await waitForText(ui, 'paused: ')
    },
  },
  {
    name: 'the palette has our commands: the workspace is checked',
    run: async (ui) => {
      await runCommand(ui, 'Purser: Lint Workspace')
      const message = await waitForMessage(ui, 'problems (')
      assert.match(message, /\d+ problems \(\d+ errors, \d+ warnings\) in \d+ files/)
    },
  },
  {
    name: 'Explain… finds a note and opens it',
    run: async (ui) => {
      await runCommand(ui, 'Purser: Explain…')
      await pick(ui, 'headless', 'Headless Service')
      await waitForPreview(ui, 'A headless Service has no address of its own')
    },
  },
  {
    name: 'the log is there, and has nothing to complain about',
    run: async (ui) => {
      await runCommand(ui, 'Purser: Show Logs')
      const log = await outputOf(ui, 'Purser')
      assert.doesNotMatch(log, /\[error\]/)
    },
  },
]
