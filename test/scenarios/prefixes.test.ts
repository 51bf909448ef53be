import test from 'ava'
import { adopted } from '../support/adopted.js'

const SOURCES = { 'services/api/src/a.php': '<?php\n', 'services/web/src/a.php': '<?php\n' }
const log = (path: string): string => JSON.stringify({
  stats: { totalMutantsCount: 2, killedCount: 2, escapedCount: 0, msi: 100 },
  killed: [1, 2].map((line) => ({ mutator: { mutatorName: 'Plus', originalFilePath: path, originalStartLine: line }, diff: '-a\n+b' })),
})

test('a report of another folder of another machine is refused, until its prefixes are named', async (t) => {
  const project = adopted(t, { reports: ['infection.json'], limits: [] })
  project.commit('Two services', SOURCES)
  project.write('infection.json', log('/app/src/a.php'))
  const refused = await project.datum(['record'])
  t.is(refused.code, 3, refused.err)
  t.regex(refused.err, /--strip-prefix/)
  const record = await project.datum(['record', '--strip-prefix', '/app', '--add-prefix', 'services/api'])
  t.is(record.code, 0, record.out + record.err)
  t.false(/foreign/.test(record.out), record.out)
})
