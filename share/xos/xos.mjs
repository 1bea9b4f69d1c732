// SPDX-License-Identifier: MIT
// A client of `xos sh --json`: one process that makes system calls for this one.
//
//     import { Xos } from './xos.mjs'
//     const xos = new Xos()
//     const fd = await xos.call('open', ['data', 'O_RDWR|O_CREAT', '0644'])
//     await xos.call('pwrite', [fd, Buffer.from('hello'), 0])
//     console.log((await xos.call('stat', ['data'], { follow_symlinks: false })).st_size)
//     await xos.close()
//
// A Buffer is bytes, in arguments and values. A failure rejects with XosError, which has code ('ENOENT'), errno, path, exit.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export class XosError extends Error {
  constructor (error) {
    super(error.path ? `${error.op}: ${error.path}: ${error.message}` : `${error.op}: ${error.message}`)
    Object.assign(this, { code: error.name, errno: error.errno, path: error.path, op: error.op, exit: error.exit })
  }
}

function encode (value) {
  if (Buffer.isBuffer(value)) return { bytes: value.toString('base64') }
  if (Array.isArray(value)) return value.map(encode)
  return typeof value === 'bigint' ? value.toString() : value
}

function decode (value) {
  if (Array.isArray(value)) return value.map(decode)
  if (value === null || typeof value !== 'object') return value
  const names = Object.keys(value)
  if (names.length === 1 && names[0] === 'bytes') return Buffer.from(value.bytes, 'base64')
  if (names.length === 1 && names[0] === 'text') return Buffer.from(value.text)
  return Object.fromEntries(names.map((name) => [name, decode(value[name])]))
}

export class Xos {
  // Integers beyond 2^53, which a number cannot hold, are strings.
  constructor (program = 'xos') {
    this.process = spawn(program, ['sh', '--json', '--big-ints=string'], { stdio: ['pipe', 'pipe', 'inherit'] })
    this.waiting = new Map()
    this.lastId = 0
    createInterface({ input: this.process.stdout }).on('line', (line) => this.settle(JSON.parse(line)))
    this.ended = new Promise((resolve) => this.process.on('close', (status) => {
      for (const { reject } of this.waiting.values()) reject(new Error('xos has ended'))
      resolve(status)
    }))
  }

  settle (reply) {
    const { resolve, reject } = this.waiting.get(reply.id)
    this.waiting.delete(reply.id)
    if (reply.error) reject(new XosError(reply.error))
    else resolve(decode(reply.value))
  }

  // limits: { timeout: seconds, async: true }
  call (op, args = [], options = {}, limits = {}) {
    const id = ++this.lastId
    const request = { id, op, args: args.map(encode), options, ...limits }
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject })
      this.process.stdin.write(JSON.stringify(request) + '\n')
    })
  }

  // Ends the session; its exit status.
  close () {
    this.process.stdin.end()
    return this.ended
  }
}
