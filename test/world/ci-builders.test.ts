import { BEFORE, TESTED, tells, ZERO, type Variables } from '../support/ci-builds.js'

const CODEBUILD: Variables = {
  CODEBUILD_CI: 'true', CODEBUILD_BUILD_ARN: 'arn:aws:codebuild:eu-north-1:123456789012:build/app:b1e6', CODEBUILD_BUILD_ID: 'app:b1e6', CODEBUILD_BUILD_NUMBER: '12',
  CODEBUILD_BUILD_IMAGE: 'aws/codebuild/standard:7.0', CODEBUILD_SOURCE_REPO_URL: 'https://github.com/Team/App.git', CODEBUILD_SOURCE_VERSION: 'refs/heads/main',
  CODEBUILD_RESOLVED_SOURCE_VERSION: TESTED, CODEBUILD_WEBHOOK_EVENT: 'PUSH', CODEBUILD_WEBHOOK_HEAD_REF: 'refs/heads/main', CODEBUILD_WEBHOOK_TRIGGER: 'branch/main',
  CODEBUILD_WEBHOOK_PREV_COMMIT: BEFORE, CODEBUILD_WEBHOOK_BASE_REF: '', CODEBUILD_PUBLIC_BUILD_URL: '',
}
const CODEBUILD_SAYS = { provider: 'codebuild', repository: 'github.com/team/app', commit: TESTED, branch: 'main', before: BEFORE, build: 'app:b1e6', image: 'aws/codebuild/standard:7.0' }
const CODEBUILD_BY_HAND: Variables = { CODEBUILD_WEBHOOK_EVENT: '', CODEBUILD_WEBHOOK_HEAD_REF: '', CODEBUILD_WEBHOOK_TRIGGER: '', CODEBUILD_WEBHOOK_PREV_COMMIT: '' }

const CODESHIP: Variables = {
  CI: 'true', CI_NAME: 'codeship', CI_COMMIT_ID: TESTED, CI_BRANCH: 'main', CI_BUILD_NUMBER: '55', CI_BUILD_URL: 'https://app.codeship.com/projects/1/builds/55', CI_REPO_NAME: 'Team/App',
}
const NETLIFY: Variables = {
  CI: 'true', NETLIFY: 'true', BUILD_ID: 'b-1', DEPLOY_ID: 'd-1', SITE_NAME: 'app', CONTEXT: 'production', REPOSITORY_URL: 'https://github.com/Team/App', BRANCH: 'main', HEAD: 'main', COMMIT_REF: TESTED,
  CACHED_COMMIT_REF: BEFORE, PULL_REQUEST: 'false',
}
const NETLIFY_SAYS = { provider: 'netlify', repository: 'github.com/team/app', commit: TESTED, branch: 'main', build: 'd-1', buildUrl: 'https://app.netlify.com/sites/app/deploys/d-1' }
const VERCEL: Variables = {
  CI: '1', VERCEL: '1', VERCEL_ENV: 'production', VERCEL_URL: 'app-x.vercel.app', VERCEL_DEPLOYMENT_ID: 'dpl_1', VERCEL_GIT_PROVIDER: 'github', VERCEL_GIT_REPO_OWNER: 'Team', VERCEL_GIT_REPO_SLUG: 'App',
  VERCEL_GIT_COMMIT_REF: 'main', VERCEL_GIT_COMMIT_SHA: TESTED, VERCEL_GIT_PREVIOUS_SHA: BEFORE, VERCEL_GIT_PULL_REQUEST_ID: '',
}
const VERCEL_SAYS = { provider: 'vercel', commit: TESTED, branch: 'main', build: 'dpl_1' }

tells({
  'CodeBuild, a push': { env: CODEBUILD, says: CODEBUILD_SAYS },
  'CodeBuild, the first push of a branch': { env: { ...CODEBUILD, CODEBUILD_WEBHOOK_PREV_COMMIT: ZERO }, says: { ...CODEBUILD_SAYS, before: undefined } },
  'CodeBuild, a tag': {
    env: { ...CODEBUILD, CODEBUILD_SOURCE_VERSION: 'refs/tags/v1', CODEBUILD_WEBHOOK_HEAD_REF: 'refs/tags/v1', CODEBUILD_WEBHOOK_TRIGGER: 'tag/v1', CODEBUILD_WEBHOOK_PREV_COMMIT: ZERO },
    says: { ...CODEBUILD_SAYS, branch: undefined, before: undefined },
  },
  'CodeBuild, a pull request': {
    env: {
      ...CODEBUILD, CODEBUILD_WEBHOOK_EVENT: 'PULL_REQUEST_UPDATED', CODEBUILD_SOURCE_VERSION: 'pr/5', CODEBUILD_WEBHOOK_TRIGGER: 'pr/5', CODEBUILD_WEBHOOK_HEAD_REF: 'refs/heads/topic',
      CODEBUILD_WEBHOOK_BASE_REF: 'refs/heads/main',
    },
    says: { ...CODEBUILD_SAYS, branch: 'topic', baseBranch: 'main', pullRequest: '5', before: undefined },
  },
  'CodeBuild, a pull request that was started by hand': {
    env: { ...CODEBUILD, ...CODEBUILD_BY_HAND, CODEBUILD_SOURCE_VERSION: 'pr/5' }, says: { ...CODEBUILD_SAYS, branch: undefined, pullRequest: '5', before: undefined },
  },
  'CodeBuild, a stage of a CodePipeline, whose source is no commit': {
    env: { ...CODEBUILD, ...CODEBUILD_BY_HAND, CODEBUILD_SOURCE_REPO_URL: '', CODEBUILD_SOURCE_VERSION: 'arn:aws:s3:::bucket/app/x.zip', CODEBUILD_RESOLVED_SOURCE_VERSION: 'arn:aws:s3:::bucket/app/x.zip' },
    says: { provider: 'codebuild', build: 'app:b1e6', image: 'aws/codebuild/standard:7.0' },
  },
  'CodeBuild, a build of a batch, which does not name the batch': {
    env: { ...CODEBUILD, CODEBUILD_BATCH_BUILD_IDENTIFIER: 'unit_1' }, says: { ...CODEBUILD_SAYS, build: undefined, job: 'unit_1' },
  },

  'Codeship, a push': { env: CODESHIP, says: { provider: 'codeship', commit: TESTED, branch: 'main', build: '55', buildUrl: 'https://app.codeship.com/projects/1/builds/55' } },

  'Netlify, a push': { env: NETLIFY, says: NETLIFY_SAYS },
  "Netlify, a pull request, perhaps of a fork's main": {
    env: { ...NETLIFY, CONTEXT: 'deploy-preview', PULL_REQUEST: 'true', REVIEW_ID: '5', BRANCH: 'pull/5/head' }, says: { ...NETLIFY_SAYS, branch: undefined, pullRequest: '5' },
  },
  'Vercel, a push': { env: VERCEL, says: VERCEL_SAYS },
  "Vercel, a pull request, perhaps of a fork's main": { env: { ...VERCEL, VERCEL_GIT_PULL_REQUEST_ID: '5' }, says: { ...VERCEL_SAYS, branch: undefined, pullRequest: '5' } },
  'Cloudflare Pages, a push': {
    env: { CI: '1', CF_PAGES: '1', CF_PAGES_COMMIT_SHA: TESTED, CF_PAGES_BRANCH: 'main', CF_PAGES_URL: 'https://abc.app.pages.dev' }, says: { provider: 'cloudflare-pages', commit: TESTED, branch: 'main' },
  },
})
