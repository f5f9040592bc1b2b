#!/usr/bin/env node
require('./run')('promenade');
