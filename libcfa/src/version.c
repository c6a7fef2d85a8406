/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The interface the library offers: programs and tools can ask which one they run with.
 */
const char * const CFA_VERSION_SYMBOL = CFA_VERSION_TEXT;
