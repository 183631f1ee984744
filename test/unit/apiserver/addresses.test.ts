import assert from 'node:assert/strict'
import {
  isStrictlyWithin,
  parseCidr,
  parseIp,
  type Range,
  specialRange,
} from '../../../server/src/apiserver/addresses.ts'

/** What kube-apiserver 1.36 makes of these texts, by its answers to `externalIPs` and `ipBlock`. */
describe('addresses', () => {
  const TAKEN: readonly (readonly [text: string, canonical: string])[] = [
    ['1.2.3.4', '1.2.3.4'],
    ['2001:DB8:0::7', '2001:db8::7'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['::', '::'],
    ['::1.2.3.4', '::102:304'],
    ['1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6:102:304'],
  ]
  for (const [text, canonical] of TAKEN)
    it(`${text} is ${canonical}`, () => {
      const found = parseIp(text)
      assert.equal(found?.canonical, canonical)
      assert.deepEqual([found.hasZeros, found.isMapped], [false, false])
    })

  const NONE = ['', 'abc', '1.2.3', '1.2.3.4.5', '256.1.1.1', ' 1.2.3.4', '1.2.3.4/32', '1::2::3', ':1::2', '1:', ':::']
  const NONE_EITHER = ['fe80::1%eth0', '1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7:8::', '12345::', '::1.2.3.4:5', '1.2.3.-4']
  for (const text of [...NONE, ...NONE_EITHER]) it(`"${text}" is none`, () => assert.equal(parseIp(text), undefined))

  it('reads past leading zeros, and says that they are there', () => {
    for (const [text, canonical] of [
      ['010.0.0.01', '10.0.0.1'],
      ['00001::', '1::'],
      ['::ffff:1.2.3.04', '1.2.3.4'],
    ] as const)
      assert.deepEqual([parseIp(text)?.canonical, parseIp(text)?.hasZeros], [canonical, true])
  })

  it('tells IPv4 that is written as IPv6', () => {
    for (const text of ['::ffff:1.2.3.4', '0:0:0:0:0:ffff:102:304'])
      assert.deepEqual([parseIp(text)?.canonical, parseIp(text)?.isMapped, parseIp(text)?.family], ['1.2.3.4', true, 4])
  })

  it('knows what nobody else can reach', () => {
    const special = (text: string) => {
      const found = parseIp(text)
      assert.ok(found)
      return specialRange(found) !== undefined
    }
    for (const text of [
      '0.0.0.0',
      '::',
      '127.9.9.9',
      '::1',
      '169.254.1.1',
      'fe80::1',
      'febf::1',
      '224.0.0.1',
      'ff12::1',
    ])
      assert.ok(special(text), text)
    for (const text of ['224.0.1.1', 'fec0::1', 'ff03::1', '126.0.0.1', '::2', '::ffff:0:1'])
      assert.ok(!special(text), text)
  })

  it('takes any text, in a time that grows with it', () => {
    for (const text of ['1', ':', '.', '0', 'f', '::', '1.', '1:', '\0', '😀'])
      assert.equal(parseIp(text.repeat(300_000)), undefined)
    assert.equal(parseCidr(`10.0.0.0/${'9'.repeat(300_000)}`), undefined)
  })
})

describe('ranges of addresses', () => {
  const range = (text: string): Range => {
    const found = parseCidr(text)
    assert.ok(found, text)
    return found
  }

  it('start at their first address', () => {
    for (const [text, canonical, single] of [
      ['10.0.0.1/8', '10.0.0.0/8', '10.0.0.1/32'],
      ['fd00::1/64', 'fd00::/64', 'fd00::1/128'],
      ['10.1.255.255/15', '10.0.0.0/15', '10.1.255.255/32'],
    ] as const)
      assert.deepEqual([range(text).hasHostBits, range(text).canonical, range(text).single], [true, canonical, single])
    for (const text of ['10.0.0.0/8', '0.0.0.0/0', '::/0', '1.2.3.4/32', 'fd00::1/128'])
      assert.ok(!range(text).hasHostBits)
  })

  it('have a mask that fits the family', () => {
    for (const text of [
      '10.0.0.0',
      '10.0.0.0/33',
      'fd00::/129',
      '10.0.0.0/-1',
      '10.0.0.0/',
      '10.0.0.0/8 ',
      '/8',
      '',
      '1.2.3.4/8/8',
    ])
      assert.equal(parseCidr(text), undefined, text)
    assert.ok(range('10.0.0.0/08').hasZeros)
  })

  it('lie within one another', () => {
    const within = (inner: string, outer: string) => isStrictlyWithin(range(inner), range(outer))
    assert.ok(within('10.1.0.0/16', '10.0.0.0/8'))
    assert.ok(within('10.1.2.3/32', '0.0.0.0/0'))
    assert.ok(within('fd00:1::/32', 'fd00::/16'))
    for (const [inner, outer] of [
      ['10.0.0.0/8', '10.0.0.0/8'],
      ['10.0.0.0/8', '10.0.0.0/16'],
      ['11.0.0.0/16', '10.0.0.0/8'],
      ['fd00::/64', '10.0.0.0/8'],
      ['10.0.0.0/8', '::/0'],
    ] as const)
      assert.ok(!within(inner, outer), `${inner} in ${outer}`)
  })
})
