/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The shape of the ledger's database.
 */
#pragma once

/* Migrations for tertius_db_open: number n takes version n to n + 1. */
extern const char *const tertius_schema[];
