# SPDX-FileCopyrightText: 2026 The Cultivar authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Warnings, position-independent code and sanitizers, the same for every target of ours:
# one precompiled torch/torch.h can then be shared between the libraries and the tests.
add_library(cultivar_options INTERFACE)
target_compile_options(cultivar_options INTERFACE -Wall -Wextra -Wno-unused-parameter -fPIC)
target_link_options(cultivar_options INTERFACE LINKER:--as-needed)
target_include_directories(cultivar_options INTERFACE ${CMAKE_SOURCE_DIR})
if(CULTIVAR_SANITIZE)
    target_compile_options(cultivar_options INTERFACE -fsanitize=address,undefined -fno-omit-frame-pointer)
    target_link_options(cultivar_options INTERFACE -fsanitize=address,undefined)
endif()

find_program(CULTIVAR_MOLD mold)
if(CULTIVAR_MOLD)
    add_link_options(-fuse-ld=mold)
endif()

find_program(CULTIVAR_CCACHE ccache)
if(CULTIVAR_CCACHE)
    # The sloppiness lets ccache serve files that use a precompiled header.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CULTIVAR_CCACHE})
    add_compile_options(-fpch-preprocess)
endif()

# cultivar_library(NAME SOURCES … PUBLIC … PRIVATE …): a static library of ours.
function(cultivar_library name)
    cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    add_library(${name} STATIC ${arg_SOURCES})
    target_link_libraries(${name} PUBLIC cultivar_options ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
endfunction()
