import 'mocha/mocha.js'

/** VS Code calls this, in a worker. The lines go through the console to run.mjs. */
export async function run(): Promise<void> {
  mocha.setup({ ui: 'bdd', timeout: 30_000, reporter: class {} as unknown as Mocha.ReporterConstructor })
  await import('./worker.test.ts')
  let passed = 0
  let failed = 0
  await new Promise<void>((resolve, reject) => {
    const runner = mocha.run(() => {
      console.log(`${passed} passed, ${failed} failed`)
      if (failed > 0) reject(new Error(`${failed} failed`))
      else resolve()
    })
    runner.on('pass', (test) => {
      passed++
      console.log(`  ok ${test.fullTitle()} (${test.duration} ms)`)
    })
    runner.on('fail', (test, error) => {
      failed++
      console.log(`  FAIL ${test.fullTitle()}: ${error.stack ?? error}`)
    })
  })
}
