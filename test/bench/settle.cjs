// Loaded into a server (`node --expose-gc --require`): collects all garbage when its parent says so, and answers when that is done.
process.on('message', () => {
  globalThis.gc?.()
  // Pages go back to the system in threads of their own; a second look takes what the first made free.
  setTimeout(() => {
    globalThis.gc?.()
    process.send?.('settled')
  }, 100)
})
process.channel?.unref()
