import { openWorld } from '../../../src/world/index.js'

/** Opens a world in a folder and asks it one thing: `FOLDER THING`. */
const [folder = '', thing = ''] = process.argv.slice(2)
const world = openWorld(folder, {})
if (thing === 'git') await world.git.resolve('HEAD')
if (thing === 'glob') await world.files.match(['*.json'], '.')
if (thing === 'name') await world.files.match(['report.json'], '.')
if (thing === 'rest') {
  await world.ci()
  await world.environment('.')
  await world.files.read('report.json')
  await world.asset('explain', 'regression.md')
}
