#!/usr/bin/env node
require('./run')('kubectl choreo');
