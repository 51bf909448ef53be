import type { PathGlobs } from '../model/policy.js'

/** What a path is when the policy does not say; `paths:` in the policy replaces a class. */
export const DEFAULT_GLOBS: PathGlobs = {
  test: [
    '**/*.{test,spec,cy,e2e}.*', '**/{test,tests,__tests__,__mocks__,__snapshots__,spec,specs,e2e,cypress}/**',
    '**/test_*.py', '**/*_test.{py,go,rb}', '**/conftest.py',
  ],
  dependency: [
    '**/{package-lock.json,npm-shrinkwrap.json,yarn.lock,pnpm-lock.yaml,bun.lock,bun.lockb}',
    '**/{requirements*.txt,constraints*.txt,poetry.lock,Pipfile,Pipfile.lock,uv.lock,pdm.lock,environment.y*ml}',
    '**/{go.mod,go.sum,Cargo.toml,Cargo.lock,Gemfile,Gemfile.lock,composer.json,composer.lock}',
  ],
  build: [
    '**/tsconfig*.json', '**/{webpack,rollup,esbuild,tsup,vite}.config.*', '**/{babel.config.*,.babelrc*,.swcrc}',
    '**/{Makefile,setup.py,pyproject.toml,pom.xml,*.gradle,*.gradle.kts,*.csproj}', '**/{.nvmrc,.node-version,.python-version,.tool-versions}',
  ],
  'tool-config': [
    '**/{.nycrc,.nycrc.*,nyc.config.*,.c8rc,.c8rc.*,.istanbul.yml}', '**/{jest,vitest,ava,karma,playwright}.config.*', '**/vitest.workspace.*',
    '**/.mocharc*', '**/{stryker.conf.*,stryker.config.*,.stryker.conf.*}', '**/{.coveragerc,pytest.ini,tox.ini,setup.cfg}',
  ],
  pipeline: [
    '.github/{workflows,actions}/**', '.gitlab-ci.yml', '.gitlab/ci/**', '.circleci/**', '.buildkite/**', '**/Jenkinsfile*',
    '**/azure-pipelines*.yml', '.azure-pipelines/**', 'bitbucket-pipelines.yml', '.travis.yml', '{.,}appveyor.yml', '.drone.yml',
    '.woodpecker.y*ml', '.woodpecker/**', '.semaphore/**', '.teamcity/**', '.cirrus.{yml,star}', 'codeship-*.yml', '**/buildspec*.y*ml', 'netlify.toml', 'vercel.json', '**/{Dockerfile*,docker-compose*.yml}',
  ],
  docs: [
    '**/*.{md,mdx,rst,adoc}', 'docs/**', '**/{LICENSE,LICENCE,NOTICE,AUTHORS,CODEOWNERS}*', '.github/**', '**/.gitignore', '**/.gitattributes',
    '**/.editorconfig', '.vscode/**', '.idea/**',
  ],
}
