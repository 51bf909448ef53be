import { HEAD, TESTED, tells, type Variables } from '../support/ci-builds.js'

const AZURE: Variables = {
  TF_BUILD: 'True', BUILD_SOURCEVERSION: TESTED, BUILD_SOURCEBRANCH: 'refs/heads/release/1.x', BUILD_SOURCEBRANCHNAME: '1.x', BUILD_BUILDID: '4242', BUILD_REPOSITORY_URI: 'https://team@dev.azure.com/Team/Project/_git/App',
  SYSTEM_TEAMFOUNDATIONCOLLECTIONURI: 'https://dev.azure.com/team/', SYSTEM_TEAMPROJECT: 'My Project', SYSTEM_STAGENAME: '__default', SYSTEM_PHASENAME: 'unit', SYSTEM_JOBDISPLAYNAME: 'unit 2',
  SYSTEM_JOBATTEMPT: '1', SYSTEM_PARALLELEXECUTIONTYPE: 'None', ImageOS: 'ubuntu22', ImageVersion: '1.0',
}
const AZURE_SAYS = {
  provider: 'azure', repository: 'dev.azure.com/team/project/_git/app', commit: TESTED, branch: 'release/1.x', build: '4242',
  buildUrl: 'https://dev.azure.com/team/My%20Project/_build/results?buildId=4242', job: 'unit', attempt: 1, image: 'ubuntu22 1.0',
}

tells({
  'Azure, a push': { env: AZURE, says: AZURE_SAYS },
  'Azure, a tag': { env: { ...AZURE, BUILD_SOURCEBRANCH: 'refs/tags/v1' }, says: { ...AZURE_SAYS, branch: undefined } },
  'Azure, the first of five parallel jobs': {
    env: { ...AZURE, SYSTEM_PARALLELEXECUTIONTYPE: 'MultiMachine', SYSTEM_JOBPOSITIONINPHASE: '1', SYSTEM_TOTALJOBSINPHASE: '5' },
    says: { ...AZURE_SAYS, place: { index: 1, of: 5 } },
  },
  'Azure, a leg of a matrix': {
    env: { ...AZURE, SYSTEM_PARALLELEXECUTIONTYPE: 'MultiConfiguration', SYSTEM_JOBPOSITIONINPHASE: '1', SYSTEM_TOTALJOBSINPHASE: '5' },
    says: AZURE_SAYS,
  },
  'Azure, a pull request of Azure Repos': {
    env: {
      ...AZURE, BUILD_SOURCEBRANCH: 'refs/pull/5/merge', SYSTEM_PULLREQUEST_PULLREQUESTID: '5', SYSTEM_PULLREQUEST_SOURCECOMMITID: HEAD,
      SYSTEM_PULLREQUEST_SOURCEBRANCH: 'refs/heads/topic/a', SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/main',
    },
    says: { ...AZURE_SAYS, branch: 'topic/a', baseBranch: 'main', head: HEAD, pullRequest: '5' },
  },
  'Azure, a pull request of GitHub': {
    env: {
      ...AZURE, BUILD_SOURCEBRANCH: 'refs/pull/5/merge', SYSTEM_PULLREQUEST_PULLREQUESTID: '1234567', SYSTEM_PULLREQUEST_PULLREQUESTNUMBER: '5', SYSTEM_PULLREQUEST_SOURCECOMMITID: HEAD,
      SYSTEM_PULLREQUEST_SOURCEBRANCH: 'topic', SYSTEM_PULLREQUEST_TARGETBRANCH: 'main', BUILD_REPOSITORY_URI: 'https://github.com/team/app',
    },
    says: { ...AZURE_SAYS, repository: 'github.com/team/app', branch: 'topic', baseBranch: 'main', head: HEAD, pullRequest: '5' },
  },
  'Azure, a run that was queued by hand for a pull request': {
    env: { ...AZURE, BUILD_SOURCEBRANCH: 'refs/pull/5/merge' },
    says: { ...AZURE_SAYS, branch: undefined, pullRequest: '5' },
  },
})
