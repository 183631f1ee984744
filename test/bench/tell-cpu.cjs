// Loaded into a server (`node --require`): says over the channel to its parent, when asked, what the process has cost so far.
process.on('message', () => process.send?.(process.cpuUsage()))
process.channel?.unref()
